package vouchsafe.portal.mydata;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.Answer;
import vouchsafe.HostileTexts;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.files.DataFiles;
import vouchsafe.files.FileScope;
import vouchsafe.files.TestFiles;
import vouchsafe.projects.Project;

/** Names and descriptions of files: in by three kinds of uploads, out by the API, pages, downloads and exports. */
class HostileFilesTest {
    private final TestServer server = TestServer.shared();
    private final TestFiles files = TestFiles.create();
    private final Project project = files.app.project();
    private final WebSession browser = server.signedIn(files.member);

    /** A name made of each line; a slash would begin another segment of a path. */
    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        HostileTexts.LINES.forEach(
                (kind, line) -> names.put(kind, line.replace("/", "").strip() + ".csv"));
        names.put("as long as may be", "\ud83d\ude00".repeat(62) + "xyz.csv");
        return names;
    }

    private static String metadata(String description) {
        return JsonMapper.shared().writeValueAsString(Map.of("description", description, "tags", List.of(description)));
    }

    private void each(BiConsumer<String, String> test) {
        names().forEach(test);
    }

    @Test
    void a_name_sent_as_a_field_comes_out_of_every_door() {
        each((kind, name) -> {
            String description = HostileTexts.LINES.getOrDefault(kind, HostileTexts.filled(100));
            Answer begun = files.call("upload/direct/", Map.of("filename", name, "metadata", metadata(description)));
            assertThat(begun.status()).as(kind + begun.body()).isEqualTo(201);
            long id = begun.json().path("id").asLong();
            TestFiles.put(begun.text("url"), kind);
            assertThat(files.complete(id).status()).as(kind).isEqualTo(200);
            comesOut(kind, id, name, description);
        });
    }

    private void comesOut(String kind, long id, String name, String description) {
        JsonNode listed = JsonMapper.shared().missingNode();
        for (JsonNode each : files.app.exchangeMember(files.token).json().path("data")) {
            listed = each.path("id").asLong() == id ? each : listed;
        }
        assertThat(listed.path("basename").asString()).as(kind).isEqualTo(name);
        assertThat(listed.path("metadata").path("description").asString())
                .as(kind)
                .isEqualTo(description);
        String place = TestFiles.follow(listed.path("download_url").asString());
        String last = URI.create(place).getRawPath();
        assertThat(URLDecoder.decode(
                        last.substring(last.lastIndexOf('/') + 1).replace("+", "%2B"), StandardCharsets.UTF_8))
                .as("at the end of the address: " + kind)
                .isEqualTo(name);
        HttpResponse<String> bytes = TestFiles.get(place, Map.of());
        assertThat(bytes.statusCode()).as(kind).isEqualTo(200);
        String disposition = bytes.headers().firstValue("Content-Disposition").orElseThrow();
        assertThat(URLDecoder.decode(
                        disposition.substring(disposition.indexOf("filename*=UTF-8''") + 17), StandardCharsets.UTF_8))
                .as("as a download: " + kind)
                .isEqualTo(name);
        String page = browser.get("/member/me/data/").body()
                + browser.get("/member/me/data/" + project.id() + "/").body();
        assertThat(HostileTexts.shown(page, name)).as("on the page: " + kind).isTrue();
        String ledger = browser.get("/member/me/ledger/export/").body();
        boolean formula = "=+-@\uff1d\uff0b\uff0d\uff20".indexOf(name.charAt(0)) >= 0;
        assertThat(ledger).as("in the export: " + kind).contains((formula ? "'" : "") + name.replace("\"", "\"\""));
        JsonNode json = JsonMapper.shared()
                .readTree(browser.get("/member/me/ledger/export/?format=json").body());
        assertThat(json.findValuesAsString("file")).as(kind).contains(name);
        assertThat(files.call("delete/", Map.of("file_basename", name)).body())
                .as("deleted by its name: " + kind)
                .isEqualTo("{\"ids\":[" + id + "]}");
    }

    @Test
    void a_name_in_a_form_comes_out_as_the_documentation_says() {
        each((kind, name) -> {
            if (name.contains("\"") || name.startsWith("=?")) {
                return;
            }
            long id = files.upload(name, kind);
            StringBuilder expected = new StringBuilder();
            name.codePoints()
                    .map(each -> each == ' ' ? '_' : each)
                    .filter(each -> each >= 0x80 || String.valueOf((char) each).matches("[A-Za-z0-9._-]"))
                    .forEach(expected::appendCodePoint);
            assertThat(TestFiles.file(id).basename()).as(kind).isEqualTo(expected.toString());
        });
    }

    @Test
    void a_member_s_own_upload_keeps_the_name_and_its_description() {
        each((kind, name) -> {
            String description = HostileTexts.LINES.getOrDefault(kind, HostileTexts.filled(100));
            if (name.contains("\"") || name.startsWith("=?")) {
                return;
            }
            HttpResponse<String> done = upload("filename=\"" + name + "\"", description);
            assertThat(done.statusCode()).as(kind + done.body()).isEqualTo(303);
            String shown = browser.get("/member/me/data/" + project.id() + "/").body();
            assertThat(HostileTexts.shown(shown, name)).as(kind).isTrue();
            assertThat(HostileTexts.shown(shown, description.strip())).as(kind).isTrue();
        });
        assertThat(upload("filename=\"x\"; filename*=UTF-8''" + encode("Zo\u00eb \ud83d\ude00.csv"), "d")
                        .statusCode())
                .isEqualTo(303);
        assertThat(HostileTexts.shown(
                        browser.get("/member/me/data/" + project.id() + "/").body(), "Zo\u00eb \ud83d\ude00.csv"))
                .as("the extended form of RFC 8187, as some programs send it")
                .isTrue();
    }

    @Test
    void what_cannot_be_kept_is_refused_in_words() {
        for (String name :
                List.of("a\u202egnp.exe", "a\u2066b.csv", "\u200b\u00a0.", "\u00e9".repeat(128), "a\u2028b")) {
            Answer begun = files.begin(name);
            assertThat(begun.status()).as(name).isEqualTo(400);
            assertThat(begun.body()).contains("at most 255 bytes");
            Answer sent = files.upload(name, new byte[] {1}, TestFiles.fields());
            assertThat(sent.status()).as(name).isEqualTo(400);
            assertThat(sent.body()).contains("can't be kept");
        }
        Answer nul = files.begin("a\u0000b.csv");
        assertThat(nul.status()).isEqualTo(400);
        assertThat(nul.body()).contains("NUL character");
        for (String unkept : HostileTexts.UNKEPT_IN_JSON) {
            Answer answer = files.upload(
                    "x.csv", new byte[] {1}, Map.of("metadata", "{\"description\":\"" + unkept + "\",\"tags\":[]}"));
            assertThat(answer.status()).as(unkept).isEqualTo(400);
            assertThat(answer.body()).contains("can't be kept");
        }
        Answer latin = raw("filename=\"Zo\u00eb.csv\"");
        assertThat(latin.status()).as("bytes that are no UTF-8").isEqualTo(400);
        assertThat(server.bean(DataFiles.class).count(FileScope.all(files.member.id())))
                .isZero();
    }

    private Answer raw(String fileName) {
        String body = "--b\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n" + TestFiles.METADATA
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"data_file\"; " + fileName
                + "\r\n\r\nx\r\n--b--\r\n";
        return TestApp.send(HttpRequest.newBuilder(URI.create(server.url("/api/direct-sharing/project/files/upload/")))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .header("Authorization", "Bearer " + files.token)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.ISO_8859_1)))
                .build());
    }

    private HttpResponse<String> upload(String fileName, String description) {
        browser.get(project.activityPath() + "upload/");
        String body = "--b\r\nContent-Disposition: form-data; name=\"csrfmiddlewaretoken\"\r\n\r\n" + browser.csrf()
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"description\"\r\n\r\n" + description
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"data_file\"; " + fileName
                + "\r\n\r\nx\r\n--b--\r\n";
        return browser.send(HttpRequest.newBuilder(URI.create(server.url("/member/me/upload/" + project.id() + "/")))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
