package vouchsafe.openhumans;

import static org.assertj.core.api.Assertions.assertThat;
import static vouchsafe.files.TestFiles.METADATA;
import static vouchsafe.files.TestFiles.fields;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.MultipartForm;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.datatypes.DataType;
import vouchsafe.datatypes.DataTypeRegistration;
import vouchsafe.datatypes.TestDataTypes;
import vouchsafe.files.DataFile;
import vouchsafe.files.TestFiles;

/** {@code files/upload/}: the file and what is said about it in one form. */
class FileUploadTest {
    private static final byte[] NIGHT = "deep;light\n".getBytes(StandardCharsets.UTF_8);

    private final TestFiles files = TestFiles.create();

    private static MultipartForm form(Map<String, String> fields) {
        return new MultipartForm().fields(fields).file("data_file", "night.csv", NIGHT);
    }

    private void refused(Map<String, String> fields, String field, String message) {
        Answer answer = files.upload("night.csv", NIGHT, fields);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().path(field).path(0).asString()).isEqualTo(message);
        assertThat(answer.json().size()).as(answer.body()).isEqualTo(1);
    }

    @Test
    void a_file_is_kept_with_its_metadata_size_and_digests() {
        Answer answer = files.upload("night.csv", NIGHT, fields());
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        DataFile file = TestFiles.file(answer.json().path("id").asLong());
        assertThat(file.memberId()).isEqualTo(files.member.id());
        assertThat(file.projectId()).isEqualTo(files.app.project().id());
        assertThat(file.basename()).isEqualTo("night.csv");
        assertThat(file.metadata()).isEqualTo(METADATA);
        assertThat(file.size()).isEqualTo(11);
        assertThat(file.md5()).isEqualTo("311cdb2e860b6607dc714b2fbe5994a1");
        assertThat(file.byMember()).isFalse();
    }

    @Test
    void the_fields_may_come_after_the_file() {
        Answer answer = files.send(
                new MultipartForm().file("data_file", "late.csv", NIGHT).fields(fields()), files.token);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    @Test
    void a_master_token_names_the_member_before_or_after_the_file() {
        String number = files.grant().subject();
        assertThat(files.send(form(fields("project_member_id", number)), files.master)
                        .status())
                .isEqualTo(201);
        Answer after = files.send(
                new MultipartForm().file("data_file", "late.csv", NIGHT).fields(fields("project_member_id", number)),
                files.master);
        assertThat(after.status()).as(after.body()).isEqualTo(201);
        Answer nobody = files.send(form(fields()), files.master);
        assertThat(nobody.status()).isEqualTo(400);
        assertThat(nobody.json().path("project_member_id").path(0).asString()).isEqualTo("This field is required.");
        Answer wrong = files.send(form(fields("project_member_id", "00000000")), files.master);
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text("project_member_id")).isEqualTo("project_member_id is invalid");
    }

    @Test
    void a_members_token_is_about_its_own_member_whatever_the_form_says() {
        TestFiles other = TestFiles.of(files.app, TestServer.shared().member());
        Answer answer = files.upload(
                "night.csv", NIGHT, fields("project_member_id", other.grant().subject()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(TestFiles.file(answer.json().path("id").asLong()).memberId()).isEqualTo(files.member.id());
    }

    @Test
    void missing_fields_are_all_named() {
        Answer nothing = files.call("upload/", Map.of());
        assertThat(nothing.status()).isEqualTo(400);
        assertThat(nothing.json().path("metadata").path(0).asString()).isEqualTo("This field is required.");
        assertThat(nothing.json().path("data_file").path(0).asString()).isEqualTo("This field is required.");
        Answer asText = files.send(new MultipartForm().fields(fields("data_file", "not a file")), files.token);
        assertThat(asText.json().path("data_file").path(0).asString()).isEqualTo("This field is required.");
    }

    @Test
    void an_empty_file_is_refused() {
        Answer answer = files.upload("empty.csv", new byte[0], fields());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("data_file").path(0).asString()).isEqualTo("The submitted file is empty.");
    }

    @Test
    void PT_16_metadata_that_is_wrong_is_refused_naming_the_field() {
        refused(Map.of(), "metadata", "This field is required.");
        refused(Map.of("metadata", "{"), "metadata", "could not parse the uploaded metadata");
        String description = "\"description\" is a required field of the metadata";
        refused(Map.of("metadata", "{}"), "metadata", description);
        refused(Map.of("metadata", "[\"description\"]"), "metadata", description);
        refused(Map.of("metadata", "\"description tags\""), "metadata", description);
        refused(Map.of("metadata", "7"), "metadata", description);
        refused(Map.of("metadata", "{\"description\":1}"), "metadata", "\"description\" must be a string");
        refused(
                Map.of("metadata", "{\"description\":\"" + "d".repeat(101) + "\",\"tags\":[]}"),
                "metadata",
                "\"description\" must have at most 100 characters");
        refused(
                Map.of("metadata", "{\"description\":\"d\"}"),
                "metadata",
                "\"tags\" is a required field of the metadata");
        refused(
                Map.of("metadata", "{\"description\":\"d\",\"tags\":\"a\"}"),
                "metadata",
                "\"tags\" must be an array of strings");
        for (String date : new String[] {"creation_date", "start_date", "end_date"}) {
            refused(with(date, "yesterday"), "metadata", "Dates must be in ISO 8601 format");
            assertThat(files.upload("night.csv", NIGHT, with(date, "2026-11-21T20:00:00Z"))
                            .status())
                    .isEqualTo(201);
        }
        refused(with("md5", "abc"), "metadata", "Invalid MD5 specified");
        refused(with("md5", "d".repeat(33)), "metadata", "Invalid MD5 specified");
    }

    @Test
    void PT_16_a_checksum_that_is_not_the_files_is_refused_and_the_right_one_taken() {
        refused(
                with("md5", "0".repeat(32)),
                "metadata",
                "The MD5 of the uploaded file is 311cdb2e860b6607dc714b2fbe5994a1, not the one in the metadata");
        assertThat(files.upload("night.csv", NIGHT, with("sha256", "0".repeat(64)))
                        .body())
                .contains("The SHA-256 of the uploaded file is");
        assertThat(files.upload("night.csv", NIGHT, with("md5", "311CDB2E860B6607DC714B2FBE5994A1"))
                        .status())
                .isEqualTo(201);
    }

    private static Map<String, String> with(String name, String value) {
        return Map.of("metadata", "{\"description\":\"d\",\"tags\":[],\"" + name + "\":\"" + value + "\"}");
    }

    @Test
    void data_types_that_do_not_exist_or_are_not_registered_are_refused() {
        refused(
                fields("datatypes", "[\"zzz\"]"),
                "datatypes",
                "The following datatypes don't match items in our database: ['zzz']");
        refused(fields("datatypes", "{"), "datatypes", "Could not parse the uploaded datatypes from: '{'");
        DataType type = TestDataTypes.uploadable();
        refused(
                fields("datatypes", "[\"" + type.name() + "\"]"),
                "datatypes",
                "The following datatypes aren't registered for this project: ['" + type.name() + "']");
        TestServer.shared()
                .bean(DataTypeRegistration.class)
                .choose(
                        files.app.project(),
                        List.of(type.id()),
                        files.app.project().coordinatorId());
        Answer kept =
                files.upload("night.csv", NIGHT, fields("datatypes", "[" + type.id() + ",\"" + type.name() + "\"]"));
        assertThat(kept.status()).as(kept.body()).isEqualTo(201);
        assertThat(TestFiles.file(kept.json().path("id").asLong()).datatypes())
                .as("numbers and names may be mixed, and each counts once")
                .containsExactly(type.id());
    }

    @Test
    void a_wrong_field_before_a_large_file_is_told_all_the_same() {
        byte[] large = new byte[4 * 1024 * 1024];
        Answer answer = files.upload("large.bin", large, Map.of("metadata", "{}"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("is a required field of the metadata");
    }

    @Test
    void forms_that_cannot_be_read_are_refused() {
        for (String body : new String[] {
            "",
            "--x\r\n",
            "--x\r\nContent-Disposition: form-data; name=\"data_file\";"
                    + " filename=\"a\"\r\n\r\nhalf a file and no end"
        }) {
            Answer answer = TestApp.post(
                    "/api/direct-sharing/project/files/upload/",
                    body,
                    Map.of(
                            "Authorization",
                            "Bearer " + files.token,
                            "Content-Type",
                            "multipart/form-data; boundary=x"));
            assertThat(answer.status()).as(body + answer.body()).isEqualTo(400);
        }
        Answer type = TestApp.post(
                "/api/direct-sharing/project/files/upload/",
                "text",
                Map.of("Authorization", "Bearer " + files.token, "Content-Type", "text/plain"));
        assertThat(type.status()).isEqualTo(415);
        Answer two = files.send(form(fields()).file("data_file", "two.csv", NIGHT), files.token);
        assertThat(two.status()).isEqualTo(400);
        Answer other = files.send(new MultipartForm().fields(fields()).file("photo", "photo.png", NIGHT), files.token);
        assertThat(other.status()).isEqualTo(400);
    }

    @Test
    void the_same_name_may_be_used_twice() {
        assertThat(files.upload("same.csv", "one")).isNotEqualTo(files.upload("same.csv", "two"));
    }
}
