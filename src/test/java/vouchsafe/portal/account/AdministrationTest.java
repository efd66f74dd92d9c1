package vouchsafe.portal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.Mailbox;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;

class AdministrationTest {
    private final TestServer server = TestServer.shared();

    @Test
    void members_and_reviewers_do_not_get_in() {
        assertThat(server.browser().get("/admin/members/").statusCode()).isEqualTo(302);
        assertThat(server.signedIn(server.member()).get("/admin/members/").statusCode())
                .isEqualTo(404);
    }

    @Test
    void an_administrator_finds_members_by_name_and_address() {
        Member member = server.member();
        WebSession browser = server.signedIn(server.administrator());
        assertThat(browser.get("/admin/members/?q=" + member.username()).body()).contains(member.email());
        assertThat(browser.get("/admin/members/?q=" + member.email()).body()).contains(member.username());
        assertThat(browser.get("/admin/members/?q=%25").body()).contains("Nobody found");
    }

    @Test
    void a_suspended_member_is_out_at_once_until_reinstated() {
        Member member = server.member();
        WebSession members = server.signedIn(member);
        WebSession browser = server.signedIn(server.administrator());
        String place = "/admin/members/" + member.username() + "/";
        browser.get(place);
        assertThat(browser.post(place + "suspend/", Map.of("reason", "")).body())
                .contains("Give a reason");
        browser.post(place + "suspend/", Map.of("reason", "sold the account"));
        assertThat(members.get("/account/").statusCode()).isEqualTo(302);
        HttpResponse<String> refused = server.browser()
                .submit("/account/login/", Map.of("login", member.username(), "password", TestServer.PASSWORD));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("suspended");
        assertThat(new Mailbox(server, member.email()).latest("account-suspended"))
                .contains("sold the account");

        browser.post(place + "reinstate/", Map.of());
        assertThat(members.get("/account/").statusCode()).isEqualTo(302);
        server.signedIn(member);
    }

    @Test
    void TK_20_no_app_acts_for_a_suspended_member() {
        TestApp app = TestApp.create();
        Member member = server.member();
        WebSession browser = server.signedIn(member);
        Answer tokens = app.connect(browser);
        String unused = app.code(browser);
        WebSession administrators = server.signedIn(server.administrator());
        String place = "/admin/members/" + member.username() + "/";
        administrators.get(place);
        administrators.post(place + "suspend/", Map.of("reason", "test"));
        assertThat(app.refresh(tokens.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
        assertThat(app.exchange(unused).text("error")).isEqualTo("invalid_grant");
        assertThat(app.exchangeMember(tokens.text("access_token")).status()).isEqualTo(401);
    }

    @Test
    void roles_hold_from_the_next_page_on() {
        Member member = server.member();
        WebSession members = server.signedIn(member);
        WebSession browser = server.signedIn(server.administrator());
        String place = "/admin/members/" + member.username() + "/";
        browser.submit(place, Map.of());
        browser.post(place + "roles/", Map.of("administrator", "on", "reviewer", "on"));
        assertThat(members.get("/admin/members/").statusCode()).isEqualTo(200);
        browser.post(place + "roles/", Map.of());
        assertThat(members.get("/admin/members/").statusCode()).isEqualTo(404);
    }

    @Test
    void administrators_cannot_change_their_own_standing() {
        Member administrator = server.administrator();
        WebSession browser = server.signedIn(administrator);
        String place = "/admin/members/" + administrator.username() + "/";
        browser.get("/admin/members/");
        assertThat(browser.get(place).body()).contains("This is you");
        assertThat(browser.post(place + "roles/", Map.of()).statusCode()).isEqualTo(400);
        assertThat(browser.post(place + "suspend/", Map.of("reason", "x")).statusCode())
                .isEqualTo(400);
        assertThat(server.bean(Members.class)
                        .find(administrator.id())
                        .orElseThrow()
                        .administrator())
                .isTrue();
    }

    @Test
    void an_unknown_member_is_not_found() {
        assertThat(server.signedIn(server.administrator())
                        .get("/admin/members/nobody_at_all/")
                        .statusCode())
                .isEqualTo(404);
    }
}
