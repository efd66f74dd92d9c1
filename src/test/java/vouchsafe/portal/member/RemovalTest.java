package vouchsafe.portal.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vouchsafe.Mailbox;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.grants.EndedBy;
import vouchsafe.webhooks.Webhooks;

/** A coordinator removes members, and looks who left. */
class RemovalTest {
    private final TestServer server = TestServer.shared();
    private final Member coordinator = server.member();

    @Test
    void removed_members_are_cut_off_and_told_and_the_webhook_is_called() {
        TestApp app = TestApp.create(coordinator, Map.of("deauth_webhook", "http://127.0.0.1:1/down"));
        Membership one = Membership.of(app);
        Membership two = Membership.of(app);
        Membership stays = Membership.of(app);
        WebSession browser = server.signedIn(coordinator);

        HttpResponse<String> done = browser.submit(
                removePath(app),
                Map.of(
                        "project_member_ids",
                        one.grant().subject() + ",\r\n " + two.grant().subject() + "\n"
                                + two.grant().subject()));

        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
        assertThat(done.headers().firstValue("Location")).hasValue(app.project().detailPath());
        assertThat(browser.get(app.project().detailPath()).body()).contains("Project member(s) removed.");
        assertThat(Membership.works(one.accessToken())).isFalse();
        assertThat(Membership.works(two.accessToken())).isFalse();
        assertThat(Membership.works(stays.accessToken())).isTrue();
        assertThat(new Mailbox(server, one.member().email()).latest("removed-from-project"))
                .contains(app.project().name())
                .contains("the people who run it")
                .contains(one.path());
        assertThat(server.bean(Webhooks.class).list(app.client().id(), Optional.empty(), 10))
                .hasSize(2);
        assertThat(one.browser().get(one.path()).body())
                .contains("The people who run the project ended the connection");

        assertThat(Membership.works(app.connect(one.browser()).text("access_token")))
                .as("they may join again")
                .isTrue();
    }

    @Test
    void if_one_number_is_wrong_nobody_is_removed() {
        TestApp app = TestApp.create(coordinator, Map.of());
        Membership member = Membership.of(app);
        Membership elsewhere = Membership.of(TestApp.create());
        WebSession browser = server.signedIn(coordinator);
        Map<String, String> wrong = Map.of(
                "",
                "You must provide a list of project member IDs.",
                " , ",
                "You must provide a list of project member IDs.",
                "1234567",
                "Project member IDs are always 8 digits long.",
                member.grant().subject() + " <b>",
                "Project member IDs are always 8 digits long.",
                member.grant().subject() + " " + elsewhere.grant().subject(),
                "Invalid project member ID(s): " + elsewhere.grant().subject());
        wrong.forEach((numbers, error) -> {
            HttpResponse<String> refused = browser.submit(removePath(app), Map.of("project_member_ids", numbers));
            assertThat(refused.statusCode()).as(numbers).isEqualTo(400);
            assertThat(refused.body()).contains(error);
        });
        assertThat(member.grant().active()).isTrue();
        assertThat(elsewhere.grant().active()).isTrue();
    }

    @Test
    void the_list_says_who_left_when_and_whether_they_want_their_data_deleted() {
        TestApp app = TestApp.create(coordinator, Map.of("erasure_supported", "on"));
        Membership left = Membership.of(app);
        Membership removed = Membership.of(app);
        Membership stays = Membership.of(app);
        WebSession browser = server.signedIn(coordinator);
        assertThat(browser.get(listPath(app)).body()).contains("Nobody has withdrawn.");
        left.withdraw(Map.of("erasure_requested", "on"));
        browser.submit(
                removePath(app), Map.of("project_member_ids", removed.grant().subject()));

        String page = browser.get(listPath(app)).body();

        assertThat(page)
                .containsSubsequence(
                        removed.grant().subject(),
                        "removed by the coordinator",
                        " no",
                        left.grant().subject(),
                        "the member",
                        ">yes<")
                .doesNotContain(stays.grant().subject())
                .doesNotContain(left.member().username());
    }

    @Test
    void only_the_coordinator_and_administrators_get_there() {
        TestApp app = TestApp.create(coordinator, Map.of());
        Membership member = Membership.of(app);
        for (WebSession other : new WebSession[] {member.browser(), server.signedIn(server.member())}) {
            assertThat(other.get(listPath(app)).statusCode()).isEqualTo(404);
            assertThat(other.get(removePath(app)).statusCode()).isEqualTo(404);
            other.get("/account/");
            assertThat(other.post(
                                    removePath(app),
                                    Map.of("project_member_ids", member.grant().subject()))
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(member.grant().active()).isTrue();

        WebSession administrator = server.signedIn(server.administrator());
        assertThat(administrator.get(listPath(app)).statusCode()).isEqualTo(200);
        administrator.submit(
                removePath(app), Map.of("project_member_ids", member.grant().subject()));
        assertThat(member.grant().withdrawnBy()).isEqualTo(EndedBy.ADMINISTRATOR);
    }

    private static String removePath(TestApp app) {
        return "/direct-sharing/projects/remove-members/" + app.project().slug() + "/";
    }

    private static String listPath(TestApp app) {
        return "/direct-sharing/projects/withdrawn-members/" + app.project().slug() + "/";
    }
}
