package vouchsafe.portal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static vouchsafe.portal.account.People.linkValue;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Mailbox;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;

class EmailTest {
    private final TestServer server = TestServer.shared();

    @Test
    void UI_15_a_new_address_is_confirmed_there_and_told_to_the_old_one() {
        Member member = server.member();
        WebSession browser = server.signedIn(member);
        String wanted = "new_" + member.email();
        browser.submit("/account/email/", Map.of("email", wanted, "password", TestServer.PASSWORD));
        assertThat(browser.get("/account/email/").body()).contains("We sent a link to " + wanted);
        assertThat(reload(member).email()).isEqualTo(member.email());

        String link = new Mailbox(server, wanted).link("change-email");
        browser.get(link);
        browser.post("/account/email/confirm/", Map.of("link", linkValue(link)));
        assertThat(reload(member).email()).isEqualTo(wanted);
        assertThat(reload(member).emailVerified()).isTrue();
        assertThat(new Mailbox(server, member.email()).latest("email-changed"))
                .contains(member.username())
                .doesNotContain(wanted);
    }

    @Test
    void UI_15_a_new_address_needs_the_password() {
        Member member = server.member();
        WebSession browser = server.signedIn(member);
        HttpResponse<String> refused =
                browser.submit("/account/email/", Map.of("email", "other_" + member.email(), "password", "wrong"));
        assertThat(refused.body()).contains("This is not your password.");
        assertThat(new Mailbox(server, "other_" + member.email()).kinds()).isEmpty();
    }

    @Test
    void UI_11_an_address_of_another_member_is_not_given_away() {
        Member member = server.member();
        Member owner = server.member();
        WebSession browser = server.signedIn(member);
        HttpResponse<String> answer =
                browser.submit("/account/email/", Map.of("email", owner.email(), "password", TestServer.PASSWORD));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(new Mailbox(server, owner.email()).kinds()).containsExactly("email-taken");
    }

    @Test
    void a_mistyped_or_unchanged_address_is_refused() {
        Member member = server.member();
        WebSession browser = server.signedIn(member);
        assertThat(browser.submit("/account/email/", Map.of("email", "nowhere", "password", TestServer.PASSWORD))
                        .body())
                .contains("Enter a valid email address.");
        assertThat(browser.submit("/account/email/", Map.of("email", member.email(), "password", TestServer.PASSWORD))
                        .body())
                .contains("This is your address already.");
    }

    private Member reload(Member member) {
        return server.bean(Members.class).find(member.id()).orElseThrow();
    }
}
