package vouchsafe.openhumans;

import static org.assertj.core.api.Assertions.assertThat;
import static vouchsafe.files.TestFiles.fields;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.files.DataFiles;
import vouchsafe.files.TestFiles;

/** {@code files/upload/direct/}, the PUT, and {@code files/upload/complete/}. */
class DirectUploadTest {
    private final TestFiles files = TestFiles.create();

    @Test
    void three_steps_make_a_file() {
        Answer begun = files.begin("my night (1).csv");
        assertThat(begun.status()).as(begun.body()).isEqualTo(201);
        long id = begun.json().path("id").asLong();
        assertThat(TestServer.shared().bean(DataFiles.class).find(id)).isEmpty();

        Answer put = TestFiles.put(begun.text("url"), "deep;light\n");
        assertThat(put.status()).as(put.body()).isEqualTo(200);
        assertThat(put.body()).isEmpty();
        assertThat(TestServer.shared().bean(DataFiles.class).find(id)).isEmpty();

        Answer done = files.complete(id);
        assertThat(done.status()).as(done.body()).isEqualTo(200);
        assertThat(done.text("status")).isEqualTo("ok");
        assertThat(done.json().path("size").asInt()).isEqualTo(11);
        assertThat(TestFiles.file(id).basename()).isEqualTo("my night (1).csv");
        assertThat(files.complete(id).body()).as("asked again").isEqualTo(done.body());
    }

    @Test
    void the_bytes_may_have_any_content_type_and_be_put_again() {
        Answer begun = files.begin("night.csv");
        TestFiles.put(begun.text("url"), "first");
        Answer typed = TestApp.send(HttpRequest.newBuilder(URI.create(begun.text("url")))
                .header("Content-Type", "multipart/form-data")
                .PUT(HttpRequest.BodyPublishers.ofString("second"))
                .build());
        assertThat(typed.status()).isEqualTo(200);
        files.complete(begun.json().path("id").asLong());
        assertThat(TestFiles.get(
                                TestFiles.follow(
                                        files.link(begun.json().path("id").asLong())),
                                Map.of())
                        .body())
                .isEqualTo("second");
    }

    @Test
    void completing_what_is_not_there_is_told() {
        long id = files.begin("night.csv").json().path("id").asLong();
        Answer notYet = files.complete(id);
        assertThat(notYet.status()).isEqualTo(400);
        assertThat(notYet.text("detail")).isEqualTo("file not present");
        Answer none = files.call("upload/complete/", Map.of());
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.text("detail")).isEqualTo("file does not exist");
        Answer word = files.call("upload/complete/", Map.of("file_id", "seven"));
        assertThat(word.status()).isEqualTo(400);
        assertThat(word.json().path("file_id").path(0).asString()).isEqualTo("Enter a whole number.");
        for (String unknown : new String[] {"999999999", "-1", "0", "999999999999999999"}) {
            assertThat(files.call("upload/complete/", Map.of("file_id", unknown))
                            .text("detail"))
                    .isEqualTo("file does not exist");
        }
        assertThat(files.call("upload/complete/", Map.of("file_id", "9".repeat(40)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void an_upload_of_another_member_or_project_cannot_be_completed() {
        Answer begun = files.begin("night.csv");
        long id = begun.json().path("id").asLong();
        TestFiles.put(begun.text("url"), "bytes");
        TestFiles sameProject = TestFiles.of(files.app, TestServer.shared().member());
        TestFiles sameMember = TestFiles.of(TestApp.create(), files.member);
        assertThat(sameProject.complete(id).text("detail")).isEqualTo("file does not exist");
        assertThat(sameMember.complete(id).text("detail")).isEqualTo("file does not exist");
        assertThat(files.complete(id).status()).isEqualTo(200);
        assertThat(sameProject.complete(id).text("detail")).isEqualTo("file does not exist");
    }

    @Test
    void a_checksum_that_is_not_the_files_is_refused_and_the_right_bytes_can_still_be_put() {
        Answer begun = files.call(
                "upload/direct/",
                Map.of(
                        "filename",
                        "a.txt",
                        "metadata",
                        "{\"description\":\"d\",\"tags\":[],\"md5\":\"0cc175b9c0f1b6a831c399e269772661\"}"));
        long id = begun.json().path("id").asLong();
        TestFiles.put(begun.text("url"), "b");
        Answer wrong = files.complete(id);
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().path("metadata").path(0).asString()).startsWith("The MD5 of the uploaded file is");
        TestFiles.put(begun.text("url"), "a");
        assertThat(files.complete(id).status()).isEqualTo(200);
    }

    @Test
    void fields_are_checked_as_in_the_simple_upload() {
        Answer nothing = files.call("upload/direct/", Map.of());
        assertThat(nothing.status()).isEqualTo(400);
        assertThat(nothing.json().path("filename").path(0).asString()).isEqualTo("This field is required.");
        assertThat(nothing.json().path("metadata").path(0).asString()).isEqualTo("This field is required.");
        assertThat(files.call("upload/direct/", fields("filename", "../..")).status())
                .isEqualTo(400);
        Answer nobody = files.call("upload/direct/", fields("filename", "a"), files.master);
        assertThat(nobody.json().path("project_member_id").path(0).asString()).isEqualTo("This field is required.");
        Answer named = files.call(
                "upload/direct/",
                fields("filename", "a", "project_member_id", files.grant().subject()),
                files.master);
        assertThat(named.status()).isEqualTo(201);
    }

    @Test
    void json_bodies_work_too() {
        Answer begun = TestApp.post(
                "/api/direct-sharing/project/files/upload/direct/",
                "{\"filename\":\"a.txt\",\"metadata\":{\"description\":\"d\",\"tags\":[]}}",
                Map.of("Authorization", "Bearer " + files.token, "Content-Type", "application/json"));
        assertThat(begun.status()).as(begun.body()).isEqualTo(201);
        TestFiles.put(begun.text("url"), "a");
        Answer done = TestApp.post(
                "/api/direct-sharing/project/files/upload/complete/",
                "{\"file_id\":" + begun.json().path("id").asLong() + "}",
                Map.of("Authorization", "Bearer " + files.token, "Content-Type", "application/json"));
        assertThat(done.status()).as(done.body()).isEqualTo(200);
    }

    @Test
    void only_the_address_that_was_given_takes_bytes() {
        Answer begun = files.begin("a.txt");
        Answer other = files.begin("b.txt");
        String url = begun.text("url");
        String swapped = url.replace(
                "/" + begun.json().path("id").asLong() + "/",
                "/" + other.json().path("id").asLong() + "/");
        for (String wrong :
                new String[] {swapped, url + "x", url.replaceAll("key=.*", ""), url.replaceAll("key=.*", "key=")}) {
            assertThat(TestFiles.put(wrong, "a").status()).as(wrong).isEqualTo(403);
        }
        assertThat(TestFiles.request("POST", url, Map.of()).statusCode()).isEqualTo(405);
    }
}
