package vouchsafe.portal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static vouchsafe.portal.account.People.linkValue;
import static vouchsafe.portal.account.People.location;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.Answer;
import vouchsafe.Mailbox;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;

class PasswordTest {
    private static final String CHANGE = "/account/password/change/";
    private static final String RESET = "/account/password/reset/";
    private static final String CHOOSE = "/account/password/reset/choose/";
    private static final String NEW = "seven blue kettles";

    private final TestServer server = TestServer.shared();

    @Test
    void a_changed_password_signs_out_the_other_browsers() {
        Member member = server.member();
        WebSession here = server.signedIn(member);
        WebSession there = server.signedIn(member);
        HttpResponse<String> done =
                here.submit(CHANGE, Map.of("password", TestServer.PASSWORD, "new_password", NEW, "end_apps", "on"));
        assertThat(location(done)).isEqualTo("/account/");
        assertThat(here.get("/account/").statusCode()).isEqualTo(200);
        assertThat(there.get("/account/").statusCode()).isEqualTo(302);
        assertThat(signIn(member, TestServer.PASSWORD)).isEqualTo(400);
        assertThat(signIn(member, NEW)).isEqualTo(303);
        assertThat(new Mailbox(server, member.email()).kinds()).containsExactly("password-changed");
    }

    @Test
    void ending_connected_apps_is_ticked_beforehand() {
        assertThat(server.signedIn(server.member()).get(CHANGE).body())
                .containsPattern("name=\"end_apps\"[^>]* checked");
    }

    @Test
    void RT_10_a_new_password_ends_connected_apps_unless_the_member_keeps_them() {
        TestApp app = TestApp.create();
        Member member = server.member();
        WebSession browser = server.signedIn(member);
        String refresh = app.connect(browser).text("refresh_token");
        browser.submit(CHANGE, Map.of("password", TestServer.PASSWORD, "new_password", NEW));
        Answer kept = app.refresh(refresh);
        assertThat(kept.status()).isEqualTo(200);
        browser.submit(CHANGE, Map.of("password", NEW, "new_password", "eight blue kettles", "end_apps", "on"));
        Answer ended = app.refresh(kept.text("refresh_token"));
        assertThat(ended.status()).isEqualTo(400);
        assertThat(ended.text("error")).isEqualTo("invalid_grant");
        assertThat(app.exchangeMember(kept.text("access_token")).status()).isEqualTo(401);
    }

    @Test
    void RT_10_a_reset_password_always_ends_connected_apps() {
        TestApp app = TestApp.create();
        Member member = server.member();
        String refresh = app.connect(server.signedIn(member)).text("refresh_token");
        WebSession browser = server.browser();
        browser.submit(RESET, Map.of("login", member.email()));
        String link = new Mailbox(server, member.email()).link("reset-password");
        browser.get(link);
        browser.post(CHOOSE, Map.of("link", linkValue(link), "new_password", NEW));
        assertThat(app.refresh(refresh).text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void UI_15_a_change_needs_the_old_password() {
        Member member = server.member();
        WebSession browser = server.signedIn(member);
        HttpResponse<String> refused = browser.submit(CHANGE, Map.of("password", "wrong", "new_password", NEW));
        assertThat(refused.body()).contains("This is not your password.");
        assertThat(signIn(member, NEW)).isEqualTo(400);
    }

    @Test
    void a_weak_new_password_is_refused() {
        WebSession browser = server.signedIn(server.member());
        assertThat(browser.submit(CHANGE, Map.of("password", TestServer.PASSWORD, "new_password", "password1"))
                        .body())
                .contains("guessers try first");
    }

    @Test
    void a_forgotten_password_is_replaced_by_mail() {
        Member member = server.member();
        WebSession signedInBefore = server.signedIn(member);
        WebSession browser = server.browser();
        assertThat(browser.submit(RESET, Map.of("login", member.username())).body())
                .contains("Look into your mail");
        String link = new Mailbox(server, member.email()).link("reset-password");
        assertThat(browser.get(link).body()).contains(member.username());
        HttpResponse<String> done = browser.post(CHOOSE, Map.of("link", linkValue(link), "new_password", NEW));
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(browser.get("/account/").body()).contains(member.username());
        assertThat(signedInBefore.get("/account/").statusCode()).isEqualTo(302);
        assertThat(signIn(member, NEW)).isEqualTo(303);
        assertThat(browser.get(link).statusCode()).isEqualTo(410);
        assertThat(browser.post(CHOOSE, Map.of("link", linkValue(link), "new_password", "other kettles"))
                        .statusCode())
                .isEqualTo(410);
    }

    @Test
    void a_weak_choice_does_not_use_the_link_up() {
        Member member = server.member();
        WebSession browser = server.browser();
        browser.submit(RESET, Map.of("login", member.email()));
        String link = new Mailbox(server, member.email()).link("reset-password");
        browser.get(link);
        assertThat(browser.post(CHOOSE, Map.of("link", linkValue(link), "new_password", "1234"))
                        .body())
                .contains("at least 8 characters");
        assertThat(browser.post(CHOOSE, Map.of("link", linkValue(link), "new_password", NEW))
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void a_changed_password_makes_waiting_reset_links_useless() {
        Member member = server.member();
        WebSession browser = server.signedIn(member);
        server.browser().submit(RESET, Map.of("login", member.email()));
        String link = new Mailbox(server, member.email()).link("reset-password");
        browser.submit(CHANGE, Map.of("password", TestServer.PASSWORD, "new_password", NEW));
        assertThat(server.browser().get(link).statusCode()).isEqualTo(410);
    }

    @Test
    void an_expired_link_is_refused_though_nobody_swept_it() {
        Member member = server.member();
        server.browser().submit(RESET, Map.of("login", member.email()));
        String link = new Mailbox(server, member.email()).link("reset-password");
        server.bean(JdbcClient.class)
                .sql("UPDATE mail_links SET expires_at = created_at WHERE member_id = :member")
                .param("member", member.id())
                .update();
        assertThat(server.browser().get(link).statusCode()).isEqualTo(410);
    }

    @Test
    void UI_11_a_reset_says_the_same_for_unknown_accounts() {
        Member member = server.member();
        People nobody = People.someone();
        HttpResponse<String> known = server.browser().submit(RESET, Map.of("login", member.email()));
        HttpResponse<String> unknown = server.browser().submit(RESET, Map.of("login", nobody.email()));
        assertThat(unknown.statusCode()).isEqualTo(known.statusCode());
        assertThat(unknown.body()).isEqualTo(known.body());
        assertThat(nobody.mailbox(server).kinds()).containsExactly("no-account");
    }

    @Test
    void a_reset_shows_that_the_address_is_read() {
        People person = People.someone();
        person.signUp(server.browser());
        WebSession browser = server.browser();
        browser.submit(RESET, Map.of("login", person.email()));
        String link = person.mailbox(server).link("reset-password");
        browser.get(link);
        browser.post(CHOOSE, Map.of("link", linkValue(link), "new_password", NEW));
        assertThat(browser.get("/account/").body()).doesNotContain("not confirmed");
    }

    @Test
    void EN_02_stored_mails_and_links_open_nothing() {
        Member member = server.member();
        server.browser().submit(RESET, Map.of("login", member.email()));
        String link = linkValue(new Mailbox(server, member.email()).link("reset-password"));
        JdbcClient sql = server.bean(JdbcClient.class);
        String body = sql.sql("SELECT encode(body, 'escape') FROM mails WHERE recipient = :email")
                .param("email", member.email())
                .query(String.class)
                .single();
        String row = sql.sql("SELECT row_to_json(mail_links)::text FROM mail_links WHERE member_id = :member")
                .param("member", member.id())
                .query(String.class)
                .single();
        assertThat(body).doesNotContain(link).doesNotContain("link=");
        assertThat(row).doesNotContain(link);
    }

    private int signIn(Member member, String password) {
        return server.browser()
                .submit("/account/login/", Map.of("login", member.username(), "password", password))
                .statusCode();
    }
}
