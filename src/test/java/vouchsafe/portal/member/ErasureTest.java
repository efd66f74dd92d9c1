package vouchsafe.portal.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.TravelsInTime;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.files.DataFiles;
import vouchsafe.files.FileScope;
import vouchsafe.files.StoredFiles;
import vouchsafe.grants.Grants;
import vouchsafe.projects.MasterTokens;

/** Members who leave have their data erased, here and at the project; the project confirms. */
@TravelsInTime
class ErasureTest {
    private static final String ENDPOINT = "/api/direct-sharing/project/erasure-confirmations/";
    private final TestServer server = TestServer.shared();
    private final Member coordinator = server.member();
    private final TestApp app = TestApp.create(coordinator, Map.of("erasure_supported", "on"));
    private final String withdrawals =
            "/direct-sharing/projects/withdrawn-members/" + app.project().slug() + "/";

    @Test
    void a_member_who_asks_for_it_leaves_no_file_of_the_project_here() {
        Membership leaving = Membership.of(app);
        Membership elsewhere = Membership.of(TestApp.create(), leaving.member());
        Membership staying = Membership.of(app);
        file(leaving);
        file(leaving);
        file(elsewhere);
        file(staying);
        assertThat(leaving.browser().get(leaving.leavePath()).body())
                .contains("name=\"remove_datafiles\"")
                .contains("You have 2 files of this project here.");

        leaving.withdraw(Map.of("remove_datafiles", "on"));

        assertThat(files(leaving)).isZero();
        assertThat(files(elsewhere)).isEqualTo(1);
        assertThat(files(staying)).isEqualTo(1);
        assertThat(leaving.browser().get(leaving.path()).body())
                .contains("Your files of the project were erased here.")
                .contains("not asked for");
        assertThat(leaving.grant().erasureRequestedAt()).isNull();
    }

    @Test
    void without_the_wish_files_stay() {
        Membership leaving = Membership.of(app);
        assertThat(leaving.browser().get(leaving.leavePath()).body()).doesNotContain("remove_datafiles");
        file(leaving);
        leaving.withdraw(Map.of());
        assertThat(files(leaving)).isEqualTo(1);
    }

    @Test
    void the_project_confirms_with_a_button_and_the_member_sees_it() {
        Membership left = left();
        WebSession browser = server.signedIn(coordinator);
        assertThat(browser.get(withdrawals).body())
                .contains(left.grant().subject())
                .contains("the member")
                .contains("confirm by")
                .contains("Confirm erasure");
        assertThat(left.browser().get(left.path()).body()).contains("the project has not confirmed it");

        HttpResponse<String> done = browser.post(
                withdrawals + "erased/",
                Map.of("project_member_id", left.grant().subject()));

        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(browser.get(withdrawals).body()).contains("confirmed").doesNotContain("Confirm erasure<");
        assertThat(left.browser().get(left.path()).body())
                .contains(">confirmed<")
                .contains("The project confirmed that it deleted your data.");
        assertThat(server.bean(Grants.class).historyIntact(left.grant().id())).isTrue();
        assertThat(server.bean(Grants.class)
                        .receipts(left.grant().id())
                        .getLast()
                        .kind())
                .isEqualTo("erasure_confirmed");
    }

    @Test
    void the_project_confirms_through_the_api_as_often_as_it_likes() {
        Membership left = left();
        String token = token();
        String number = left.grant().subject();

        Answer first = confirm(token, "{\"project_member_id\": \"" + number + "\"}");

        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(first.text("project_member_id")).isEqualTo(number);
        Instant at = Instant.parse(first.text("erasure_confirmed"));
        assertThat(left.grant().erasureConfirmedAt()).isEqualTo(at);
        Answer again = confirm(token, "{\"project_member_id\": " + "\"" + number + "\"}");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(server.bean(Grants.class).receipts(left.grant().id())).hasSize(3);
    }

    @Test
    void what_cannot_be_confirmed_is_refused_clearly() {
        Membership left = left();
        Membership member = Membership.of(app);
        Membership other = Membership.of(TestApp.create(server.member(), Map.of("erasure_supported", "on")));
        other.withdraw(Map.of("erasure_requested", "on"));
        String token = token();
        for (String body : new String[] {
            "{}",
            "{\"project_member_id\": \"123\"}",
            "{\"project_member_id\": \"00000000\"}",
            "{\"project_member_id\": \"" + member.grant().subject() + "\"}",
            "{\"project_member_id\": \"" + other.grant().subject() + "\"}",
            "{\"project_member_id\": [[]]}",
            "not json"
        }) {
            assertThat(confirm(token, body).status()).as(body).isEqualTo(400);
        }
        String known = "{\"project_member_id\": \"" + left.grant().subject() + "\"}";
        assertThat(confirm(member.accessToken(), known).status()).isEqualTo(403);
        assertThat(confirm(left.accessToken(), known).status()).isEqualTo(401);
        assertThat(left.grant().erasureConfirmedAt()).isNull();
        assertThat(other.grant().erasureConfirmedAt()).isNull();
        assertThat(server.signedIn(server.member())
                        .submit(
                                withdrawals + "erased/",
                                Map.of("project_member_id", left.grant().subject()))
                        .statusCode())
                .isIn(403, 404);
    }

    @Test
    void after_thirty_days_it_is_overdue_for_both() {
        Membership left = left();
        server.later(Duration.ofDays(31));
        assertThat(left.browser().get(left.path()).body()).contains(">overdue<");
        assertThat(server.signedIn(coordinator).get(withdrawals).body()).contains(">overdue<");
    }

    private Membership left() {
        Membership membership = Membership.of(app);
        membership.withdraw(Map.of("erasure_requested", "on"));
        return membership;
    }

    private String token() {
        return server.bean(MasterTokens.class)
                .replace(app.project(), coordinator.id())
                .orElseThrow()
                .reveal();
    }

    private Answer confirm(String token, String body) {
        return TestApp.post(
                ENDPOINT, body, Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"));
    }

    private long files(Membership membership) {
        return server.bean(DataFiles.class)
                .count(FileScope.ofProject(
                        membership.member().id(), membership.app().project().id()));
    }

    private void file(Membership membership) {
        StoredFiles.add(membership.member().id(), membership.app().project(), 1);
    }
}
