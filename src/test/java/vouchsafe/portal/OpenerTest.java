package vouchsafe.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.hypothesis.AnnotationApp;

/** An app that opened a window for the sign-in hears its answer: no page on the way cuts the two apart, and all others do. */
class OpenerTest {
    private final TestServer server = TestServer.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/direct-sharing/projects/oauth2/authorize/",
                "/direct-sharing/projects/oauth2/authorize",
                "/oauth2/authorize/",
                "/oauth2/authorize"
            })
    void a_window_of_an_app_of_a_project_keeps_its_opener(String path) {
        TestApp app = TestApp.create();
        walk(path + "?" + app.authorizePath(Map.of()).split("\\?", 2)[1], Map.of("allow", "Authorize project"));
    }

    @Test
    void a_window_of_an_annotation_client_keeps_its_opener() {
        walk(AnnotationApp.create().authorizePath(Map.of()), Map.of());
    }

    /** From the app's address, over a wrong password, to the redirect that brings the answer. */
    private void walk(String address, Map<String, String> yes) {
        WebSession browser = server.browser();
        String signIn = follow(browser, address);
        assertThat(signIn).startsWith("/account/login/?next=");
        keepsOpener(browser.get(signIn.replace("login", "signup")));
        Member member = server.member();
        String next = TestApp.values(signIn, "next").getFirst();
        keepsOpener(browser.post("/account/login/", form(member, "not the password", next)));
        HttpResponse<String> signedIn = browser.post("/account/login/", form(member, TestServer.PASSWORD, next));
        keepsOpener(signedIn);
        String question = follow(browser, location(signedIn));
        HttpResponse<String> answer = browser.post(question, TestApp.answer(browser.get(question), yes));
        keepsOpener(answer);
        assertThat(location(answer)).contains("code=");
    }

    private static Map<String, String> form(Member member, String password, String next) {
        return Map.of("login", member.username(), "password", password, "next", next);
    }

    /** The address of the page at which redirects end. */
    private static String follow(WebSession browser, String address) {
        String at = address;
        HttpResponse<String> page = browser.get(at);
        while (page.statusCode() != 200) {
            keepsOpener(page);
            at = location(page).replaceFirst("^http://[^/]*", "");
            page = browser.get(at);
        }
        keepsOpener(page);
        return at;
    }

    private static void keepsOpener(HttpResponse<String> page) {
        assertThat(page.headers().firstValue("Cross-Origin-Opener-Policy"))
                .as(page.request().uri().toString())
                .isEmpty();
    }

    private static String location(HttpResponse<String> page) {
        return page.headers().firstValue("Location").orElseThrow(() -> new AssertionError(page.body()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/account/login/",
                "/account/login/?next=/account/",
                "/account/login/?next=/oauth2/authorize-not/?x",
                "/account/signup/?next=/direct-sharing/projects/",
                "/account/password/reset/",
                "/direct-sharing/projects/on-site/"
            })
    void every_other_page_cuts_it(String path) {
        assertThat(server.browser().get(path).headers().firstValue("Cross-Origin-Opener-Policy"))
                .contains("same-origin");
    }
}
