package vouchsafe.openhumans.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.datatypes.DataType;
import vouchsafe.datatypes.TestDataTypes;
import vouchsafe.files.StoredFiles;
import vouchsafe.openhumans.api.SharedData.Joined;

/** {@code exchange-member/}, as the reference has it in section 4.3. */
class ExchangeMemberTest {
    private final TestServer server = TestServer.shared();
    private final SharedData data = new SharedData(Map.of("request_username_access", "True"));

    @Test
    void a_member_and_their_files_read_as_such_clients_know_them() {
        DataType type = TestDataTypes.uploadable();
        Joined joined = data.join();
        long own = StoredFiles.add(joined.member().id(), data.app.project(), 1).getFirst();
        long shared = StoredFiles.add(joined.member().id(), data.sourceProject(), 1, type.id())
                .getFirst();

        Answer answer = data.exchange(joined, "");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().propertyNames())
                .containsExactlyInAnyOrder(
                        "count",
                        "next",
                        "previous",
                        "created",
                        "project_member_id",
                        "sources_shared",
                        "message_permission",
                        "username",
                        "data");
        assertThat(answer.json().path("count").asInt()).isEqualTo(2);
        assertThat(answer.json().path("next").isNull()).isTrue();
        assertThat(answer.text("username")).isEqualTo(joined.member().username());
        assertThat(answer.json().path("sources_shared")).hasSize(1);
        assertThat(answer.json().path("sources_shared").path(0).asString())
                .isEqualTo(data.sourceProject().sourceLabel());
        JsonNode file = file(answer, shared);
        assertThat(file.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "basename",
                        "created",
                        "datatypes",
                        "download_url",
                        "metadata",
                        "source",
                        "source_project");
        assertThat(file.path("basename").asString()).isEqualTo("file-1.txt");
        assertThat(file.path("created").asString()).isEqualTo("2026-11-01T10:00:00.500000Z");
        assertThat(file.path("datatypes").path(0).asString())
                .isEqualTo(server.url("/api/public/datatype/" + type.id() + "/"));
        assertThat(file.path("metadata").path("description").asString()).isEqualTo("a test");
        assertThat(file.path("source").asString())
                .isEqualTo(data.sourceProject().sourceLabel());
        assertThat(file.path("source_project").asString())
                .isEqualTo(
                        server.url("/api/public/project/" + data.sourceProject().id() + "/"));
        assertThat(file.path("download_url").asString())
                .startsWith(server.url("/data-management/datafile-download/" + shared + "/?key="));
        assertThat(file(answer, own).path("source").asString())
                .isEqualTo(data.app.project().sourceLabel());
    }

    private static JsonNode file(Answer answer, long id) {
        for (JsonNode file : answer.json().path("data")) {
            if (file.path("id").asLong() == id) {
                return file;
            }
        }
        throw new AssertionError("no file " + id + " in " + answer.body());
    }

    @Test
    void files_come_by_source_then_number_page_by_page() {
        Joined joined = data.join();
        List<Long> later = StoredFiles.add(joined.member().id(), data.app.project(), 3);
        List<Long> earlier = StoredFiles.add(joined.member().id(), data.sourceProject(), 4);
        boolean ownFirst =
                data.app.project().sourceLabel().compareTo(data.sourceProject().sourceLabel()) < 0;
        List<Long> expected = new ArrayList<>(ownFirst ? later : earlier);
        expected.addAll(ownFirst ? earlier : later);

        List<Long> seen = new ArrayList<>();
        String next = SharedData.EXCHANGE + "?limit=3&access_token=" + joined.token();
        int pages = 0;
        while (next != null) {
            Answer page = TestApp.get(next, Map.of());
            assertThat(page.json().path("count").asInt()).isEqualTo(7);
            assertThat(page.text("project_member_id")).isEqualTo(joined.grant().subject());
            page.json().path("data").forEach(file -> seen.add(file.path("id").asLong()));
            JsonNode link = page.json().path("next");
            next = link.isNull()
                    ? null
                    : link.asString().substring(server.url("").length());
            pages++;
        }
        assertThat(seen).isEqualTo(expected);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void a_link_to_the_next_page_holds_no_token_that_came_in_the_header() {
        Joined joined = data.join();
        StoredFiles.add(joined.member().id(), data.sourceProject(), 2);
        Answer answer = data.exchange(joined, "?limit=1");
        assertThat(answer.text("next")).isEqualTo(server.url(SharedData.EXCHANGE) + "?limit=1&offset=1");
        assertThat(answer.body()).doesNotContain(joined.token());
    }

    @Test
    void a_master_token_must_name_a_member_of_its_own() {
        Joined joined = data.join();
        assertThat(data.withMaster(joined).text("username"))
                .isEqualTo(joined.member().username());
        Map<String, String> headers = Map.of("Authorization", "Bearer " + data.master);
        Answer without = TestApp.get(SharedData.EXCHANGE, headers);
        assertThat(without.status()).isEqualTo(400);
        assertThat(without.text("project_member_id"))
                .isEqualTo("project_member_id is required with a master access token");
        for (String id : List.of("", "1", "00000000", "%00", "12345678901234567890", "x'--")) {
            Answer answer = TestApp.get(SharedData.EXCHANGE + "?project_member_id=" + id, headers);
            assertThat(answer.status()).as(id).isEqualTo(400);
        }
        assertThat(TestApp.get(
                                SharedData.EXCHANGE + "?project_member_id="
                                        + joined.grant().subject() + "&project_member_id=1",
                                headers)
                        .text("project_member_id"))
                .isEqualTo("project_member_id is invalid");
    }
}
