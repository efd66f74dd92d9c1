package vouchsafe.openhumans;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vouchsafe.Answer;
import vouchsafe.TestServer;
import vouchsafe.files.DataFiles;
import vouchsafe.files.FileScope;
import vouchsafe.files.TestFiles;

/** {@code files/delete/}. */
class FileDeleteTest {
    private final TestFiles files = TestFiles.create();

    private static List<Long> ids(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("ids").valueStream().map(JsonNode::asLong).toList();
    }

    @Test
    void files_go_by_number_by_name_or_all() {
        long one = files.upload("one.csv", "1");
        long same = files.upload("same.csv", "2");
        long again = files.upload("same.csv", "3");
        long last = files.upload("last.csv", "4");
        assertThat(ids(files.call("delete/", Map.of("file_id", Long.toString(one)))))
                .containsExactly(one);
        assertThat(ids(files.call("delete/", Map.of("file_basename", "same.csv"))))
                .containsExactly(same, again);
        assertThat(ids(files.call("delete/", Map.of("all_files", "True")))).containsExactly(last);
        assertThat(TestServer.shared().bean(DataFiles.class).count(FileScope.all(files.member.id())))
                .isZero();
    }

    @Test
    void nothing_matched_is_an_empty_list() {
        assertThat(ids(files.call("delete/", Map.of("file_id", "999999999")))).isEmpty();
        assertThat(ids(files.call("delete/", Map.of("file_basename", "nothing"))))
                .isEmpty();
        assertThat(ids(files.call("delete/", Map.of("all_files", "on")))).isEmpty();
    }

    @Test
    void exactly_one_way_must_be_chosen() {
        String text = "one of file_id, file_basename, or all_files is required";
        Answer none = files.call("delete/", Map.of());
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.text("missing_field")).isEqualTo(text);
        Answer no = files.call("delete/", Map.of("all_files", "False"));
        assertThat(no.text("missing_field")).isEqualTo(text);
        Answer two = files.call("delete/", Map.of("all_files", "True", "file_basename", "a"));
        assertThat(two.status()).isEqualTo(400);
        assertThat(two.text("too_many")).isEqualTo(text);
        Answer word = files.call("delete/", Map.of("file_id", "seven"));
        assertThat(word.json().path("file_id").path(0).asString()).isEqualTo("Enter a whole number.");
    }

    @Test
    void a_master_token_names_the_member() {
        long id = files.upload("one.csv", "1");
        TestFiles other = TestFiles.of(files.app, TestServer.shared().member());
        assertThat(ids(files.call(
                        "delete/",
                        Map.of("project_member_id", other.grant().subject(), "file_id", Long.toString(id)),
                        other.master)))
                .isEmpty();
        assertThat(ids(files.call(
                        "delete/",
                        Map.of("project_member_id", files.grant().subject(), "file_id", Long.toString(id)),
                        other.master)))
                .containsExactly(id);
        Answer unknown = files.call("delete/", Map.of("project_member_id", "1", "all_files", "true"), other.master);
        assertThat(unknown.text("project_member_id")).isEqualTo("project_member_id is invalid");
    }
}
