package vouchsafe.portal.authorize;

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

/** What an app may ask of the member's sign-in: {@code prompt} and {@code max_age}. */
class SignInAgainTest {
    private final TestServer server = TestServer.shared();
    private final TestApp app = TestApp.create();
    private final Member member = server.member();

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    /** Signs in on the page to which the app's request led; where that leads. */
    private static String signIn(WebSession browser, String page, Member member) {
        String next = browser.get(page)
                .body()
                .replaceAll("(?s).*name=\"next\" value=\"([^\"]*)\".*", "$1")
                .replace("&amp;", "&");
        return location(browser.post(
                "/account/login/", Map.of("login", member.username(), "password", TestServer.PASSWORD, "next", next)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"prompt=login", "prompt=select_account", "max_age=0", "prompt=login&max_age=0", "pro%6Dpt=login"
            })
    void a_member_who_is_signed_in_and_agreed_before_signs_in_again_once(String demand) {
        WebSession browser = server.signedIn(member);
        app.code(browser);
        String signInPage = location(browser.get(app.authorizePath(Map.of("state", "s-1")) + "&" + demand));
        assertThat(signInPage).startsWith("/account/login/").endsWith("&again=yes");
        assertThat(browser.get(signInPage).body()).contains("wants you to sign in again, or as somebody else.");

        String onwards = signIn(browser, signInPage, member);

        assertThat(location(browser.get(onwards))).startsWith(app.redirectUri()).contains("code=", "state=s-1");
    }

    @Test
    void a_stranger_signs_in_once_and_not_twice() {
        WebSession before = server.signedIn(member);
        app.code(before);
        WebSession browser = server.browser();
        String signInPage = location(browser.get(app.authorizePath(Map.of("prompt", "login", "max_age", "0"))));
        String onwards = signIn(browser, signInPage, member);
        assertThat(location(browser.get(onwards))).startsWith(app.redirectUri()).contains("code=");
    }

    @Test
    void somebody_else_may_sign_in_instead() {
        WebSession browser = server.signedIn(member);
        String signInPage = location(browser.get(app.authorizePath(Map.of("prompt", "select_account"))));
        Member another = server.member();
        String onwards = signIn(browser, signInPage, another);
        HttpResponse<String> asked = browser.get(onwards);
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(browser.get("/account/").body()).contains(another.username()).doesNotContain(member.username());
    }

    @Test
    void a_sign_in_that_is_young_enough_will_do() {
        WebSession browser = server.signedIn(member);
        app.code(browser);
        assertThat(location(browser.get(app.authorizePath(Map.of("max_age", "15000")))))
                .startsWith(app.redirectUri())
                .contains("code=");
    }

    @Test
    void consent_is_still_asked_for_after_the_sign_in() {
        WebSession browser = server.signedIn(member);
        app.code(browser);
        String signInPage = location(browser.get(app.authorizePath(Map.of("prompt", "login consent"))));
        assertThat(browser.get(signIn(browser, signInPage, member)).body()).contains("consent_seal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prompt=create",
                "prompt=none+login",
                "prompt=nothing",
                "max_age=-1",
                "max_age=abc",
                "max_age=1.5"
            })
    void what_is_not_understood_is_refused_and_never_ignored(String demand) {
        WebSession browser = server.signedIn(member);
        app.code(browser);
        assertThat(location(browser.get(app.authorizePath(Map.of()) + "&" + demand)))
                .startsWith(app.redirectUri())
                .contains("error=invalid_request");
    }

    @Test
    void silence_and_a_sign_in_do_not_go_together() {
        WebSession browser = server.signedIn(member);
        app.code(browser);
        assertThat(location(browser.get(app.authorizePath(Map.of("prompt", "none", "max_age", "0")))))
                .startsWith(app.redirectUri())
                .contains("error=login_required");
    }

    /** The form cannot be used to go around the demand of the address that it was sent to. */
    @Test
    void a_consent_form_does_not_stand_for_a_sign_in() {
        WebSession browser = server.signedIn(member);
        HttpResponse<String> page = browser.get(app.authorizePath(Map.of()));
        HttpResponse<String> sent = browser.post(
                app.authorizePath(Map.of("prompt", "login")), TestApp.answer(page, Map.of("allow", "yes")));
        assertThat(location(sent)).startsWith("/account/login/");
    }
}
