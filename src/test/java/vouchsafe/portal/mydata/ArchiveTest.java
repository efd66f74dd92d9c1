package vouchsafe.portal.mydata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.files.TestFiles;
import vouchsafe.messages.Letters;
import vouchsafe.oauth.DeveloperTokens;
import vouchsafe.publication.PublicSharing;

/** Everything of a member in one archive. */
class ArchiveTest {
    private final TestServer server = TestServer.shared();
    private final TestFiles files = TestFiles.create();
    private final WebSession browser = server.signedIn(files.member);

    @Test
    void PT_22_an_archive_is_complete_and_only_its_members() throws Exception {
        long first = files.upload("night.csv", "0123456789");
        long second = files.upload("night.csv", "another night");
        TestFiles other = TestFiles.of(files.app, server.member());
        other.upload("theirs.csv", "not mine");
        TestFiles.get(TestFiles.follow(files.link(first)), Map.of());
        server.bean(PublicSharing.class).agree(files.member.id(), "{\"version\":1}");

        server.bean(Letters.class).add(files.grant().id(), "When will there be results?");

        Map<String, byte[]> archive = unpack(download());

        String folder = "files/" + files.app.project().sourceLabel() + "/";
        assertThat(archive)
                .containsOnlyKeys(
                        "README.txt",
                        "account.json",
                        "connections.json",
                        "public-sharing.json",
                        "messages.json",
                        "annotations.json",
                        "activity.json",
                        "files.json",
                        "reads.csv",
                        folder + first + "-night.csv",
                        folder + second + "-night.csv");
        assertThat(archive.get(folder + first + "-night.csv")).asString().isEqualTo("0123456789");
        assertThat(archive.get(folder + second + "-night.csv")).asString().isEqualTo("another night");
        JsonNode index = json(archive, "files.json");
        assertThat(index.size()).isEqualTo(2);
        assertThat(index.path(0).path("path").asString()).isEqualTo(folder + first + "-night.csv");
        assertThat(index.path(0).path("sha256").asString())
                .isEqualTo("84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882");
        assertThat(index.path(0).path("metadata").path("description").isString())
                .isTrue();
        assertThat(json(archive, "account.json").path("email").asString()).isEqualTo(files.member.email());
        JsonNode connection = json(archive, "connections.json").path(0);
        assertThat(connection.path("project_member_id").asString())
                .isEqualTo(files.grant().subject());
        assertThat(connection.path("history").path(0).path("kind").asString()).isEqualTo("authorized");
        assertThat(connection
                        .path("history")
                        .path(0)
                        .path("document")
                        .path("shown")
                        .isObject())
                .isTrue();
        assertThat(new String(archive.get("reads.csv"), StandardCharsets.UTF_8))
                .contains(files.app.project().name() + ",night.csv," + first);
        assertThat(json(archive, "public-sharing.json")
                        .path("agreements")
                        .path(0)
                        .path("document")
                        .path("version")
                        .asInt())
                .isEqualTo(1);
        assertThat(json(archive, "messages.json")
                        .path("sent")
                        .path(0)
                        .path("text")
                        .asString())
                .isEqualTo("When will there be results?");
        assertThat(json(archive, "activity.json").toString())
                .contains("member.exported")
                .contains("grant.authorized");
        archive.forEach((name, content) -> assertThat(new String(content, StandardCharsets.UTF_8))
                .as(name)
                .doesNotContain(other.member.username())
                .doesNotContain(other.grant().subject())
                .doesNotContain(files.token)
                .doesNotContain("argon2")
                .doesNotContain("theirs.csv"));
    }

    @Test
    void an_archive_has_what_programs_noted_about_an_annotation() throws Exception {
        String token = server.bean(DeveloperTokens.class)
                .make(server.credentials(files.member.id()))
                .reveal();
        for (String more : List.of("", ",\"metadata\":{\"course\":7}")) {
            assertThat(TestApp.post(
                                    "/api/annotations",
                                    "{\"uri\":\"https://example.org/\"" + more + "}",
                                    Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"))
                            .status())
                    .isEqualTo(200);
        }
        JsonNode written = json(unpack(download()), "annotations.json").path("annotations");
        assertThat(written.path(0).has("metadata")).isFalse();
        assertThat(written.path(1).path("metadata").path("course").asInt()).isEqualTo(7);
    }

    @Test
    void an_archive_is_sent_to_its_member_only_and_never_by_a_link() throws Exception {
        assertThat(server.browser().get("/member/me/archive/").statusCode()).isEqualTo(302);
        assertThat(browser.get("/member/me/archive/")
                        .headers()
                        .firstValue("Content-Type")
                        .orElse(""))
                .startsWith("text/html");
        assertThat(browser.post("/member/me/archive/", Map.of("csrfmiddlewaretoken", "forged"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void names_in_an_archive_unpack_into_their_folder_on_every_system() {
        assertThat(Archive.safe("../../x")).isEqualTo(".._.._x");
        assertThat(Archive.safe("a:b*c?\"<>|\u202e\u0000.txt")).isEqualTo("a_b_c_______.txt");
        assertThat(Archive.safe("name. . ")).isEqualTo("name_");
        assertThat(Archive.safe("..")).isEqualTo("_");
        assertThat(Archive.safe("x".repeat(400) + ".csv")).hasSize(230).endsWith("x.csv");
        assertThat(Archive.safe("\ud83d\ude00".repeat(60) + ".csv")).isEqualTo("\ud83d\ude00".repeat(56) + ".csv");
        assertThat(Archive.safe("\ud83d\udc69\u200d\ud83d\udc67 re\u0301sume\u0301.csv"))
                .isEqualTo("\ud83d\udc69\u200d\ud83d\udc67 re\u0301sume\u0301.csv");
        assertThat(Archive.safe("Größe 1.csv")).isEqualTo("Größe 1.csv");
    }

    private byte[] download() throws IOException, InterruptedException {
        browser.get("/member/me/archive/");
        CookieManager cookies = new CookieManager();
        for (String name : new String[] {"vouchsafe", "vouchsafe-form"}) {
            browser.cookie(name).ifPresent(value -> {
                HttpCookie cookie = new HttpCookie(name, value);
                cookie.setPath("/");
                cookie.setVersion(0);
                cookies.getCookieStore().add(URI.create(server.url("/")), cookie);
            });
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url("/member/me/archive/")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        TestApp.encode(Map.of("csrfmiddlewaretoken", browser.csrf()))))
                .build();
        HttpResponse<byte[]> answer = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment; filename=\"vouchsafe-" + files.member.username());
        return answer.body();
    }

    private static Map<String, byte[]> unpack(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    private static JsonNode json(Map<String, byte[]> archive, String name) {
        return new JsonMapper().readTree(archive.get(name));
    }
}
