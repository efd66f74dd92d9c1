package vouchsafe.openhumans;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.grants.EndedBy;
import vouchsafe.messages.Writers;
import vouchsafe.messages.Writers.Reader;

/** {@code POST remove-members/}, row by row of the reference. */
class RemoveMembersApiTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @Test
    void named_members_are_removed_and_the_others_stay() {
        Writers project = Writers.create();
        Reader one = project.join();
        Reader two = project.join();
        Reader stays = project.join();

        Answer answer = project.call(
                "remove-members", "project_member_ids=" + one.number() + "&project_member_ids=" + two.number(), FORM);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("\"success\"");
        assertThat(one.grant().withdrawnBy()).isEqualTo(EndedBy.COORDINATOR);
        assertThat(two.grant().active()).isFalse();
        assertThat(stays.grant().active()).isTrue();
        assertThat(project.app().exchangeMember(one.accessToken()).status()).isEqualTo(401);
    }

    @Test
    void with_a_members_own_token_and_an_empty_body_that_member_leaves() {
        Writers project = Writers.create();
        Reader self = project.join();
        Reader other = project.join();
        Answer answer = TestApp.post(
                "/api/direct-sharing/project/remove-members/?access_token=" + self.accessToken(), "", Map.of());
        assertThat(answer.body()).isEqualTo("\"success\"");
        assertThat(self.grant().active()).isFalse();
        assertThat(other.grant().active()).isTrue();
    }

    @Test
    void what_is_wrong_is_told_as_such_clients_know_it_and_removes_nobody() {
        Writers project = Writers.create();
        Reader member = project.join();
        String foreign = Writers.create().join().number();
        expect(project.call("remove-members", "", FORM), "__all__", "You must provide a list of project member IDs.");
        expect(
                project.call("remove-members", "all_members=True", FORM),
                "__all__",
                "You must provide a list of project member IDs.");
        expect(
                project.call(
                        "remove-members",
                        "{\"project_member_ids\": [12, \"" + member.number() + "\"]}",
                        "application/json"),
                "project_member_ids",
                "Project member IDs are always 8 digits long.");
        expect(
                project.call("remove-members", "project_member_ids=" + member.number() + "," + foreign, FORM),
                "project_member_ids",
                "Invalid project member ID(s): " + foreign);
        assertThat(member.grant().active()).isTrue();
    }

    private static void expect(Answer answer, String field, String message) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/errors/" + field + "/0").asString()).isEqualTo(message);
    }
}
