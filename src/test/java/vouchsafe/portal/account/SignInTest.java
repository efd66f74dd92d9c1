package vouchsafe.portal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;

class SignInTest {
    private final TestServer server = TestServer.shared();

    @Test
    void a_stranger_is_sent_to_sign_in_and_back() {
        Member member = server.member();
        WebSession browser = server.browser();
        HttpResponse<String> refused = browser.get("/account/?tab=a%26b");
        assertThat(refused.statusCode()).isEqualTo(302);
        assertThat(refused.headers().firstValue("Location"))
                .hasValue("/account/login/?next=%2Faccount%2F%3Ftab%3Da%2526b");
        assertThat(browser.get("/account/login/?next=%2Faccount%2F%3Ftab%3Da%2526b")
                        .body())
                .contains("name=\"next\" value=\"/account/?tab=a%26b\"");
        HttpResponse<String> done = browser.post(
                "/account/login/",
                Map.of(
                        "login",
                        member.email().toUpperCase(Locale.ROOT),
                        "password",
                        TestServer.PASSWORD,
                        "next",
                        "/account/?tab=a%26b"));
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.headers().firstValue("Location")).hasValue("/account/?tab=a%26b");
    }

    @Test
    void a_wrong_password_signs_nobody_in() {
        Member member = server.member();
        WebSession browser = server.browser();
        HttpResponse<String> answer =
                browser.submit("/account/login/", Map.of("login", member.username(), "password", "wrong"));
        assertThat(answer.body()).contains("not right");
        assertThat(browser.get("/account/").statusCode()).isEqualTo(302);
    }
}
