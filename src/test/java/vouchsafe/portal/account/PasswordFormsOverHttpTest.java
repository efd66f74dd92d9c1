package vouchsafe.portal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static vouchsafe.portal.account.People.linkValue;
import static vouchsafe.portal.account.People.location;
import static vouchsafe.portal.account.People.with;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;

/** A password set in one Unicode form and typed in another is the same password, at every form that takes one. */
class PasswordFormsOverHttpTest {
    private static final String COMPOSED = "caf\u00e9 au lait";
    private static final String DECOMPOSED = "cafe\u0301 au lait";
    private static final String SPACED = "caf\u00e9\u00a0au\u3000lait";

    private final TestServer server = TestServer.shared();

    @Test
    void from_sign_up_to_the_end_of_the_account() {
        People person = People.someone();
        assertThat(server.browser()
                        .submit("/account/signup/", with(person.form(), "password", DECOMPOSED))
                        .statusCode())
                .isEqualTo(303);
        for (String typed : new String[] {COMPOSED, DECOMPOSED, SPACED}) {
            signIn(person.username(), typed, true);
        }
        WebSession browser = signIn(person.username(), COMPOSED, true);
        assertThat(browser.submit(
                                "/account/password/change/",
                                Map.of("password", DECOMPOSED, "new_password", "nai\u0308ve\u2003and new"))
                        .statusCode())
                .isEqualTo(303);
        signIn(person.username(), COMPOSED, false);
        signIn(person.username(), "na\u00efve and new", true);
        assertThat(browser.submit(
                                "/account/email/",
                                Map.of("email", "new_" + person.email(), "password", "na\u00efve and new"))
                        .statusCode())
                .isEqualTo(303);

        server.browser().submit("/account/password/reset/", Map.of("login", person.username()));
        String link = person.mailbox(server).link("reset-password");
        WebSession reader = server.browser();
        reader.get(link);
        assertThat(reader.post(
                                "/account/password/reset/choose/",
                                Map.of(
                                        "link",
                                        linkValue(link),
                                        "new_password",
                                        "\u1112\u1161\u11ab\u1100\u1173\u11af twelve"))
                        .statusCode())
                .isEqualTo(303);
        browser = signIn(person.username(), "\ud55c\uae00 twelve", true);
        HttpResponse<String> gone = browser.submit(
                "/account/delete/", Map.of("password", "\u1112\u1161\u11ab\u1100\u1173\u11af\u00a0twelve"));
        assertThat(location(gone)).endsWith("/account/deleted/");
    }

    @Test
    void a_hash_of_the_raw_text_opens_once_more_and_then_in_every_form() {
        Member member = server.member();
        String imported = "{argon2id}" + new Argon2PasswordEncoder(16, 32, 1, 64, 1).encode(DECOMPOSED);
        JdbcClient sql = server.bean(JdbcClient.class);
        sql.sql("UPDATE members SET password_hash = :hash WHERE id = :id")
                .param("hash", imported)
                .param("id", member.id())
                .update();
        signIn(member.username(), COMPOSED, false);
        WebSession before = signIn(member.username(), DECOMPOSED, true);
        assertThat(sql.sql("SELECT password_hash FROM members WHERE id = :id")
                        .param("id", member.id())
                        .query(String.class)
                        .single())
                .startsWith("{argon2id}")
                .isNotEqualTo(imported);
        signIn(member.username(), COMPOSED, true);
        signIn(member.username(), DECOMPOSED, true);
        assertThat(before.get("/account/").statusCode())
                .as("nobody is signed out by it")
                .isEqualTo(200);
    }

    @Test
    void a_character_that_no_password_can_have_is_named() {
        People person = People.someone();
        HttpResponse<String> answer =
                server.browser().submit("/account/signup/", with(person.form(), "password", "a zero\u200bwidth space"));
        assertThat(answer.body()).contains("U+200B (zero width space)").contains("Leave it out");
        WebSession browser = server.signedIn(server.member());
        assertThat(browser.submit(
                                "/account/password/change/",
                                Map.of(
                                        "password",
                                        TestServer.PASSWORD,
                                        "new_password",
                                        "\ud83d\udc69\u200d\ud83d\udc69 both"))
                        .body())
                .contains("U+200D");
        assertThat(signIn(person.username(), "a zero\u200bwidth space", false)).isNotNull();
    }

    @Test
    void domains_of_addresses_are_found_in_both_forms() {
        People person = People.someone();
        String unicode = person.username() + "@bu\u0308cher.example";
        String stored = person.username() + "@xn--bcher-kva.example";
        assertThat(server.browser()
                        .submit("/account/signup/", with(person.form(), "email", unicode))
                        .statusCode())
                .isEqualTo(303);
        assertThat(new vouchsafe.Mailbox(server, stored).kinds()).containsExactly("verify-email");
        for (String login : new String[] {unicode, stored, person.username() + "@B\u00dcCHER.example"}) {
            assertThat(location(signInAnswer(server.browser(), login, People.PASSWORD)))
                    .as(login)
                    .isEqualTo("/account/");
        }
        for (Map.Entry<String, String> wrong : Map.of(
                        "zo\u00eb@example.org", "before the @",
                        "ada@stra\u00dfe.example", "begins with xn--",
                        "ada\uff20example.org", "xn--",
                        "\u212aelvin@example.org", "before the @")
                .entrySet()) {
            assertThat(server.browser()
                            .submit("/account/signup/", with(People.someone().form(), "email", wrong.getKey()))
                            .body())
                    .as(wrong.getKey())
                    .contains(wrong.getValue());
        }
        signIn("zo\u00eb@example.org", "some password", false);
    }

    private WebSession signIn(String login, String password, boolean opens) {
        WebSession browser = server.browser();
        HttpResponse<String> answer = signInAnswer(browser, login, password);
        assertThat(location(answer).equals("/account/")).as(password).isEqualTo(opens);
        return browser;
    }

    private static HttpResponse<String> signInAnswer(WebSession browser, String login, String password) {
        HttpResponse<String> answer = browser.submit("/account/login/", Map.of("login", login, "password", password));
        for (int tries = 1; answer.statusCode() == 503 && tries < 20; tries++) {
            answer = browser.submit("/account/login/", Map.of("login", login, "password", password));
        }
        return answer;
    }
}
