package vouchsafe.openhumans;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.grants.Grants;

/** What the server whose dialect is spoken here does beside its documentation, and this one does not. */
class LeftBehindTest {
    private final TestServer server = TestServer.shared();
    private final Member member = server.member();
    private final WebSession browser = server.signedIn(member);
    private final TestApp app = TestApp.create();

    /** There, a member's access token signed its holder in on every page. */
    @Test
    void an_apps_token_opens_no_page_of_its_member() {
        String token = app.connect(browser).text("access_token");
        for (String page : List.of("/member/me/data/", "/member/me/connections/", "/account/")) {
            for (Answer answer : List.of(
                    TestApp.get(page, Map.of("Authorization", "Bearer " + token)),
                    TestApp.get(page + "?access_token=" + token, Map.of()))) {
                assertThat(answer.status()).as(page).isIn(302, 303);
                assertThat(answer.header("Location").orElseThrow()).contains("/account/login/");
            }
        }
    }

    /** There, whoever looked at the page stood among the members from then on. */
    @Test
    void whoever_only_looks_at_the_authorization_page_has_joined_nothing() {
        HttpResponse<String> page = browser.get(app.authorizePath(Map.of()));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(server.bean(Grants.class).find(app.project().clientRowId(), member.id()))
                .isEmpty();
        assertThat(browser.get("/member/me/connections/").body())
                .doesNotContain(app.project().name());
        app.connect(browser);
        assertThat(browser.get("/member/me/connections/").body())
                .contains(app.project().name());
    }

    /** There, a project could be authorized past its own page, without anybody becoming a member. */
    @Test
    void the_other_authorization_address_asks_members_of_a_project_alike() {
        String path =
                app.authorizePath(Map.of()).replace("/direct-sharing/projects/oauth2/authorize/", "/oauth2/authorize/");
        HttpResponse<String> page = browser.get(path);
        assertThat(page.body()).contains(app.project().name());
        HttpResponse<String> answer = browser.post(path, TestApp.answer(page, Map.of("allow", "Authorize project")));
        String code = TestApp.values(answer.headers().firstValue("Location").orElseThrow(), "code")
                .getFirst();
        assertThat(app.exchangeMember(app.exchange(code).text("access_token")).status())
                .isEqualTo(200);
        assertThat(browser.get("/member/me/connections/").body())
                .contains(app.project().name());
    }

    /** There, any member could register apps and change their own past every check, and introspection answered apps. */
    @Test
    void there_are_no_pages_for_apps_beside_the_projects() {
        for (String path : List.of(
                "/oauth2/applications/",
                "/oauth2/applications/register/",
                "/oauth2/authorized_tokens/",
                "/oauth2/introspect/")) {
            assertThat(browser.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    /** There, a browser got a page about the call. */
    @Test
    void the_api_answers_json_whatever_the_caller_accepts() {
        String token = app.connect(browser).text("access_token");
        Answer answer = TestApp.get(
                "/api/direct-sharing/project/exchange-member/",
                Map.of("Authorization", "Bearer " + token, "Accept", "text/html"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/json");
    }
}
