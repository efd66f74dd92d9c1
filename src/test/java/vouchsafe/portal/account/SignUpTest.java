package vouchsafe.portal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static vouchsafe.portal.account.People.linkValue;
import static vouchsafe.portal.account.People.location;
import static vouchsafe.portal.account.People.with;

import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vouchsafe.Mailbox;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;

class SignUpTest {
    private final TestServer server = TestServer.shared();

    @Test
    void a_new_member_is_signed_in_at_once_and_confirms_the_address_by_mail() {
        People person = People.someone();
        WebSession browser = server.browser();
        HttpResponse<String> joined = person.signUp(browser);
        assertThat(joined.statusCode()).isEqualTo(303);
        assertThat(location(joined)).isEqualTo("/account/");
        assertThat(browser.get("/account/").body()).contains(person.username()).contains("not confirmed");

        String link = person.mailbox(server).link("verify-email");
        assertThat(browser.get(link).body()).contains("Yes, this is my address");
        assertThat(member(person).emailVerified()).isFalse();
        HttpResponse<String> confirmed = browser.post("/account/verify/", Map.of("link", linkValue(link)));
        assertThat(confirmed.statusCode()).isEqualTo(303);
        assertThat(member(person).emailVerified()).isTrue();
        assertThat(browser.get("/account/").body()).contains("Your e-mail address is confirmed.");
    }

    @Test
    void a_confirmation_link_works_once_and_in_any_browser() {
        People person = People.someone();
        person.signUp(server.browser());
        String link = person.mailbox(server).link("verify-email");
        WebSession elsewhere = server.browser();
        elsewhere.get(link);
        assertThat(elsewhere
                        .post("/account/verify/", Map.of("link", linkValue(link)))
                        .statusCode())
                .isEqualTo(303);
        assertThat(elsewhere.get("/account/").statusCode()).isEqualTo(302);
        HttpResponse<String> again = elsewhere.get(link);
        assertThat(again.statusCode()).isEqualTo(410);
        assertThat(again.body()).contains("This link does not work any more");
        WebSession third = server.browser();
        third.get("/account/login/");
        assertThat(third.post("/account/verify/", Map.of("link", linkValue(link)))
                        .statusCode())
                .isEqualTo(410);
    }

    @Test
    void a_link_of_one_kind_is_no_link_of_another() {
        People person = People.someone();
        WebSession browser = server.browser();
        person.signUp(browser);
        String link = linkValue(person.mailbox(server).link("verify-email"));
        assertThat(browser.get("/account/password/reset/choose/?link=" + link).statusCode())
                .isEqualTo(410);
        assertThat(browser.get("/account/email/confirm/?link=" + link).statusCode())
                .isEqualTo(410);
        assertThat(browser.get("/account/verify/?link=" + link + "x").statusCode())
                .isEqualTo(410);
        assertThat(browser.get("/account/verify/?link=" + link.substring(1)).statusCode())
                .isEqualTo(410);
        assertThat(browser.get("/account/verify/?link=" + link).statusCode()).isEqualTo(200);
    }

    @Test
    void UI_11_signing_up_with_an_address_in_use_looks_the_same_and_tells_its_owner() {
        Member owner = server.member();
        People stranger = People.someone().claiming(owner.email().toUpperCase(Locale.ROOT));
        People fresh = People.someone();
        WebSession strangers = server.browser();
        HttpResponse<String> taken = stranger.signUp(strangers);
        HttpResponse<String> free = fresh.signUp(server.browser());
        assertThat(taken.statusCode()).isEqualTo(free.statusCode());
        assertThat(location(taken)).isEqualTo(location(free));
        assertThat(taken.body()).isEqualTo(free.body());

        Mailbox mailbox = new Mailbox(server, owner.email());
        assertThat(mailbox.kinds()).containsExactly("already-a-member");
        assertThat(mailbox.latest("already-a-member"))
                .contains(owner.username())
                .doesNotContain("link=");
        assertThat(server.bean(Members.class).byEmail(owner.email()).map(Member::id))
                .hasValue(owner.id());
        strangers.submit("/account/email/", Map.of());
        strangers.post("/account/email/verify/", Map.of());
        assertThat(member(stranger).emailVerified()).isFalse();
    }

    @Test
    void whoever_confirms_an_address_first_has_it() {
        People first = People.someone();
        People second = People.someone().claiming(first.email());
        first.signUp(server.browser());
        String firstLink = first.mailbox(server).link("verify-email");
        WebSession browser = server.browser();
        second.signUp(browser);
        String secondLink = first.mailbox(server).link("verify-email");
        browser.get(secondLink);
        assertThat(browser.post("/account/verify/", Map.of("link", linkValue(secondLink)))
                        .statusCode())
                .isEqualTo(303);
        WebSession late = server.browser();
        late.get(firstLink);
        HttpResponse<String> refused = late.post("/account/verify/", Map.of("link", linkValue(firstLink)));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("belongs to another account");
        assertThat(server.bean(Members.class).byEmail(first.email()).map(Member::username))
                .hasValue(second.username());
    }

    @Test
    void members_who_claim_one_address_each_sign_in_with_their_own_password() {
        People first = People.someone();
        first.signUp(server.browser());
        People second = People.someone().claiming(first.email());
        server.browser().submit("/account/signup/", with(second.form(), "password", "four green bottles"));
        WebSession browser = server.browser();
        assertThat(browser.submit("/account/login/", Map.of("login", first.email(), "password", People.PASSWORD))
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/account/").body()).contains(first.username());
    }

    @Test
    void a_taken_username_is_said_in_any_case() {
        Member member = server.member();
        HttpResponse<String> answer = server.browser()
                .submit(
                        "/account/signup/",
                        with(
                                People.someone().form(),
                                "username",
                                member.username().toUpperCase(Locale.ROOT)));
        assertThat(answer.body()).contains("This username is taken");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "username|with space|letters (A to Z), digits and underscores",
                "username|dash-ed|letters (A to Z), digits and underscores",
                "username|<script>|letters (A to Z), digits and underscores",
                "username|''|Choose a username",
                "username|Admin|kept for the people who run the server",
                "username|aaaaaaaaaabbbbbbbbbbccccccccccd|at most 30",
                "name|''|what you want to be called",
                "email|nobody|Enter a valid email address",
                "email|a@b|Enter a valid email address",
                "email|a b@example.org|Enter a valid email address",
                "email|''|Give an e-mail address"
            })
    void every_mistake_is_named_beside_its_field(String field, String value, String problem) {
        HttpResponse<String> answer = server.browser()
                .submit("/account/signup/", with(People.someone().form(), field, value));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(problem).contains("id=\"id_" + field + "_error\"");
        assertThat(answer.body()).doesNotContain("<script>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short7!",
                "password",
                "Password123!",
                "12345678",
                "87654321",
                "aaaaaaaa",
                "qwertyuiop",
                "iloveyou",
                "SUNSHINE99"
            })
    void weak_passwords_are_refused(String password) {
        HttpResponse<String> answer = server.browser()
                .submit("/account/signup/", with(People.someone().form(), "password", password));
        assertThat(answer.body()).contains("id=\"id_password_error\"");
        assertThat(answer.body()).doesNotContain("value=\"" + password);
    }

    @Test
    void a_password_may_not_be_the_own_name_nor_endless() {
        People person = People.someone();
        assertThat(server.browser()
                        .submit("/account/signup/", with(person.form(), "password", person.username()))
                        .body())
                .contains("your own name or address");
        assertThat(server.browser()
                        .submit("/account/signup/", with(person.form(), "password", "aé".repeat(300)))
                        .body())
                .contains("too long");
    }

    @Test
    void long_passphrases_of_any_script_work() {
        People person = People.someone();
        String password = "zwölf große Äpfel 🍏 und eine Birne, ".repeat(4);
        assertThat(server.browser()
                        .submit("/account/signup/", with(person.form(), "password", password))
                        .statusCode())
                .isEqualTo(303);
        assertThat(server.browser()
                        .submit("/account/login/", Map.of("login", person.username(), "password", password))
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void a_mailbox_cannot_be_flooded() {
        People person = People.someone();
        WebSession browser = server.browser();
        person.signUp(browser);
        for (int i = 0; i < 10; i++) {
            browser.submit("/account/email/", Map.of());
            assertThat(browser.post("/account/email/verify/", Map.of()).statusCode())
                    .isEqualTo(303);
        }
        assertThat(person.mailbox(server).kinds()).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void an_unconfirmed_member_cannot_register_projects_yet() {
        WebSession browser = server.browser();
        People.someone().signUp(browser);
        HttpResponse<String> answer = browser.get("/direct-sharing/projects/oauth2/create/");
        assertThat(location(answer)).isEqualTo("/account/email/");
        assertThat(browser.get("/account/email/").body()).contains("Confirm your e-mail address first");
    }

    private Member member(People person) {
        return server.bean(Members.class).byUsername(person.username()).orElseThrow();
    }
}
