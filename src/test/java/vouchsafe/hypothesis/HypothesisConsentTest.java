package vouchsafe.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;

/** What {@code /oauth/authorize} reads and what it asks: tests/unit/h/views/api/auth_test.py of section 8. */
class HypothesisConsentTest {
    private final TestServer server = TestServer.shared();
    private final AnnotationApp app = AnnotationApp.create();
    private final Member member = server.member();
    private final WebSession browser = server.signedIn(member);

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer.body()));
    }

    private static void assertErrorPage(HttpResponse<String> page, String message) {
        assertThat(page.statusCode()).as(page.body()).isEqualTo(400);
        assertThat(page.body()).contains("Error while authorizing application").contains(message);
        assertThat(page.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void the_request_is_what_stands_in_the_address_in_both_modes_and_for_both_methods() {
        browser.get(app.authorizePath(Map.of()));
        for (String mode : new String[] {"", "web_message"}) {
            String path = app.authorizePath(Map.of("response_mode", mode, "redirect_uri", "https://evil.example/"));
            assertErrorPage(browser.get(path), "Mismatching redirect URI.");
            assertErrorPage(browser.post(path, Map.of()), "Mismatching redirect URI.");
            String nobody = app.authorizePath(Map.of("response_mode", mode, "client_id", "nobody"));
            assertErrorPage(browser.get(nobody), "Invalid client_id parameter value.");
            assertErrorPage(browser.post(nobody, Map.of()), "Invalid client_id parameter value.");
        }
        Map<String, String> body = Map.of("client_id", app.clientId(), "response_type", "code");
        assertErrorPage(browser.post("/oauth/authorize", body), "Missing client_id parameter.");
    }

    @Test
    void a_stranger_signs_in_unless_the_request_asks_for_signing_up() {
        Map.of("", "/login?", "login", "/login?", "else", "/login?", "signup", "/signup?")
                .forEach((action, page) -> {
                    String path = app.authorizePath(Map.of("action", action));
                    String location = location(server.browser().get(path));
                    assertThat(location).as(action).startsWith(page);
                    assertThat(TestApp.query(location))
                            .containsEntry("next", server.url(path))
                            .containsEntry("for_oauth", "True");
                });
    }

    @Test
    void the_page_names_app_and_member_and_its_form_keeps_the_whole_request() {
        for (String mode : new String[] {"", "web_message"}) {
            String path = app.authorizePath(Map.of("response_mode", mode, "state", "s&\"t"));
            String page = browser.get(path).body();
            assertThat(page)
                    .contains("<strong>Annotator</strong>")
                    .contains("<strong>" + member.username() + "</strong>")
                    .contains("action=\"" + path.replace("&", "&amp;") + "\"");
            // Only a window that was opened by another has somebody to tell of a cancel.
            assertThat(page.contains("data-popup")).isEqualTo(!mode.isEmpty());
        }
    }

    @Test
    void scopes_are_what_the_address_asks_for_whatever_the_form_says() {
        String path = app.authorizePath(Map.of("scope", "annotation:read"));
        HttpResponse<String> page = browser.get(path);
        assertThat(page.body()).contains("read your annotations").doesNotContain("delete annotations");
        HttpResponse<String> allowed =
                browser.post(path, TestApp.answer(page, Map.of("scope", "annotation:read annotation:write")));
        Answer tokens = app.exchange(TestApp.values(location(allowed), "code").getFirst());
        assertThat(tokens.text("scope")).isEqualTo("annotation:read");
        String both = "annotation:read annotation:write";
        for (String scope : new String[] {"", " ", both, "annotation:write annotation:read"}) {
            Answer whole = app.exchange(app.code(browser, Map.of("scope", scope)));
            assertThat(whole.text("scope")).as(scope).isEqualTo(both);
        }
    }

    @Test
    void a_scope_that_nobody_may_ask_for_is_refused_on_a_page_or_to_the_app() {
        for (String scope : new String[] {"everything", "annotation:read everything", "\"", "annotation:READ"}) {
            String path = app.authorizePath(Map.of("scope", scope, "state", "s"));
            assertErrorPage(browser.get(path), "This app may ask for: annotation:read annotation:write.");
            browser.get(app.authorizePath(Map.of()));
            assertThat(TestApp.query(location(browser.post(path, Map.of()))))
                    .containsEntry("error", "invalid_scope")
                    .containsEntry("state", "s");
        }
    }
}
