package vouchsafe.portal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static vouchsafe.portal.account.People.location;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Password;
import vouchsafe.accounts.SignInResult;
import vouchsafe.accounts.SignIns;

class SignInTest {
    private final TestServer server = TestServer.shared();

    @Test
    void a_stranger_is_sent_to_sign_in_and_back() {
        Member member = server.member();
        WebSession browser = server.browser();
        HttpResponse<String> refused = browser.get("/account/?tab=a%26b");
        assertThat(refused.statusCode()).isEqualTo(302);
        assertThat(location(refused)).isEqualTo("/account/login/?next=%2Faccount%2F%3Ftab%3Da%2526b");
        assertThat(browser.get(location(refused)).body()).contains("name=\"next\" value=\"/account/?tab=a%26b\"");
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
        assertThat(location(done)).isEqualTo("/account/?tab=a%26b");
        assertThat(browser.get("/account/?tab=a%26b").body()).contains(member.username());
    }

    @Test
    void username_and_address_work_in_any_case() {
        Member member = server.member();
        for (String login : List.of(member.username().toUpperCase(Locale.ROOT), " " + member.email() + " ")) {
            assertThat(signIn(server.browser(), login, TestServer.PASSWORD).statusCode())
                    .isEqualTo(303);
        }
    }

    @Test
    void UI_06_the_session_id_changes_at_sign_in() {
        Member member = server.member();
        WebSession browser = server.browser();
        WebSession waiting = server.signedIn(server.member());
        String before = waiting.cookie("vouchsafe").orElseThrow();
        assertThat(signIn(waiting, member.username(), TestServer.PASSWORD).statusCode())
                .isEqualTo(303);
        assertThat(waiting.cookie("vouchsafe")).isPresent().get().isNotEqualTo(before);
        browser.setCookie("vouchsafe", before);
        assertThat(browser.get("/account/").statusCode()).isEqualTo(302);
    }

    @Test
    void UI_07_the_session_cookie_is_for_http_only_and_lax() {
        Member member = server.member();
        HttpResponse<String> answer = signIn(server.browser(), member.username(), TestServer.PASSWORD);
        String cookie = answer.headers().allValues("Set-Cookie").stream()
                .filter(value -> value.startsWith("vouchsafe="))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax").contains("Path=/");
        assertThat(cookie).doesNotContain("Domain");
    }

    @Test
    void EN_02_the_session_table_holds_no_usable_cookie() {
        Member member = server.member();
        server.signedIn(member);
        String stored = server.bean(JdbcClient.class)
                .sql("SELECT session_id FROM browser_sessions WHERE principal_name = :member")
                .param("member", member.id().toString())
                .query(String.class)
                .single();
        for (String guess : List.of(stored, stored + ".", stored + "." + "A".repeat(28))) {
            WebSession thief = server.browser();
            thief.setCookie("vouchsafe", guess);
            assertThat(thief.get("/account/").statusCode()).isEqualTo(302);
        }
    }

    @Test
    void UI_11_unknown_and_known_accounts_get_the_same_answer() {
        Member member = server.member();
        String known = signIn(server.browser(), member.username(), "wrong").body();
        String unknown =
                signIn(server.browser(), "nobody_" + member.username(), "wrong").body();
        assertThat(withoutSecrets(unknown.replace("nobody_" + member.username(), "NAME")))
                .isEqualTo(withoutSecrets(known.replace(member.username(), "NAME")))
                .contains("There is no account with this name and password");
    }

    @Test
    void UI_12_guessing_at_one_account_is_slowed_down_and_harms_nobody_else() {
        Member attacked = server.member();
        Member other = server.member();
        HttpResponse<String> last = guessUntilSlowedDown(attacked);
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValueAsLong("Retry-After")).isPresent();
        assertThat(last.headers().firstValueAsLong("Retry-After").getAsLong()).isBetween(1L, 61L);
        assertThat(last.body()).contains("too many attempts").contains("Forgot your password?");
        assertThat(signIn(server.browser(), other.username(), TestServer.PASSWORD)
                        .statusCode())
                .isEqualTo(303);
    }

    /** However slowly the answers come, attempts run out sooner than they grow back. */
    private HttpResponse<String> guessUntilSlowedDown(Member attacked) {
        HttpResponse<String> last = signIn(server.browser(), attacked.username(), "guess");
        for (int i = 0; i < 100 && last.statusCode() != 429; i++) {
            last = signIn(server.browser(), attacked.username(), "guess");
        }
        return last;
    }

    @Test
    void UI_12_guessing_keeps_no_owner_out_of_a_browser_they_used_before() {
        Member attacked = server.member();
        WebSession own = server.signedIn(attacked);
        own.submit("/account/logout/", Map.of());
        guessUntilSlowedDown(attacked);
        assertThat(signIn(server.browser(), attacked.username(), TestServer.PASSWORD)
                        .statusCode())
                .as("nobody knows this browser")
                .isEqualTo(429);
        assertThat(signIn(own, attacked.username(), TestServer.PASSWORD).statusCode())
                .isEqualTo(303);
        WebSession others = server.signedIn(server.member());
        others.submit("/account/logout/", Map.of());
        assertThat(signIn(others, attacked.username(), TestServer.PASSWORD).statusCode())
                .as("known for somebody else")
                .isEqualTo(429);
    }

    @Test
    void right_passwords_are_counted_per_account_and_generously() {
        Member member = server.member();
        SignIns signIns = server.bean(SignIns.class);
        int right = 0;
        SignInResult result = signIns.confirm(member, new Password(TestServer.PASSWORD));
        // One more is earned back every ten seconds.
        for (; result instanceof SignInResult.Welcome && right < 500; right++) {
            result = signIns.confirm(member, new Password(TestServer.PASSWORD));
        }
        assertThat(right).isGreaterThanOrEqualTo(60);
        assertThat(result)
                .isInstanceOfSatisfying(
                        SignInResult.TooMany.class,
                        refused -> assertThat(refused.retryAfter())
                                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(11)));
        assertThat(signIn(server.browser(), server.member().username(), TestServer.PASSWORD)
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void names_and_passwords_longer_than_any_real_one_get_the_answer_of_wrong_ones() {
        Member member = server.member();
        String wrong = signIn(server.browser(), member.username(), "wrong").body();
        String problem = "There is no account with this name and password. Check both.";
        assertThat(wrong).contains(problem);
        for (HttpResponse<String> answer : List.of(
                signIn(server.browser(), "x".repeat(100_000), TestServer.PASSWORD),
                signIn(server.browser(), "x@" + "y".repeat(100_000), TestServer.PASSWORD),
                signIn(server.browser(), member.username(), TestServer.PASSWORD + "x".repeat(100_000)))) {
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains(problem);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example/",
                "\\\\evil.example",
                "/\t/evil.example/",
                "/\n/evil.example",
                " //evil.example",
                "javascript:alert(1)",
                "/account/\r\nSet-Cookie: a=b",
                "http:/evil.example",
                "///evil.example",
                "evil.example"
            })
    void UI_13_after_sign_in_nobody_is_sent_elsewhere(String next) {
        Member member = server.member();
        WebSession browser = server.browser();
        HttpResponse<String> answer = browser.submit(
                "/account/login/", Map.of("login", member.username(), "password", TestServer.PASSWORD, "next", next));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(location(answer)).isEqualTo("/account/");
        assertThat(answer.headers().firstValue("a")).isEmpty();
    }

    @Test
    void UI_16_two_people_on_one_browser_leave_each_other_nothing() {
        WebSession browser = server.browser();
        Member first = server.member();
        Member second = server.member();
        signIn(browser, first.username(), TestServer.PASSWORD);
        String left = browser.cookie("vouchsafe").orElseThrow();
        browser.submit("/account/logout/", Map.of());
        assertThat(browser.get("/account/").statusCode()).isEqualTo(302);
        signIn(browser, second.username(), TestServer.PASSWORD);
        assertThat(browser.get("/account/").body()).contains(second.username()).doesNotContain(first.username());
        WebSession revenant = server.browser();
        revenant.setCookie("vouchsafe", left);
        assertThat(revenant.get("/account/").statusCode()).isEqualTo(302);
    }

    @Test
    void strangers_who_only_look_get_no_cookie() {
        assertThat(server.browser().get("/").headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void a_stranger_at_the_sign_in_form_costs_no_session() {
        assertThat(server.browser().get("/account/login/").headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("vouchsafe-form=");
    }

    private static HttpResponse<String> signIn(WebSession browser, String login, String password) {
        browser.get("/account/logout/");
        return browser.submit("/account/login/", Map.of("login", login, "password", password));
    }

    private static String withoutSecrets(String page) {
        return page.replaceAll("value=\"[A-Za-z0-9_-]{40,}={0,2}\"", "value=\"\"");
    }
}
