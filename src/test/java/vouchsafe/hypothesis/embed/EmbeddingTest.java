package vouchsafe.hypothesis.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.annotations.AnnotationId;
import vouchsafe.annotations.Group;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.clients.RedirectUri;
import vouchsafe.hypothesis.AnnotatorFolder;
import vouchsafe.hypothesis.AnnotatorPackage;
import vouchsafe.hypothesis.TestAnnotator;
import vouchsafe.hypothesis.api.TestNotes;

/** The client's files and the pages it lives in (reference sections 6.8 and 7.1 to 7.3). */
class EmbeddingTest {
    private static final Pattern SETTINGS =
            Pattern.compile("<script class=\"js-hypothesis-config\" type=\"application/json\">(.*?)</script>");
    private final TestServer server = TestServer.shared();

    @BeforeAll
    static void install() {
        TestAnnotator.install();
    }

    private static Answer get(String path) {
        return TestApp.get(path, Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "build/boot.js, text/javascript",
        "build/scripts/sidebar.bundle.js?045f77, text/javascript",
        "build/styles/annotator.css?2911a6, text/css",
        "build/manifest.json, application/json",
        "build/styles/fonts/KaTeX_Main-Regular.woff2, font/woff2"
    })
    void files_of_the_client_have_their_types_and_may_be_loaded_from_anywhere(String file, String type) {
        Answer answer = get("/client/" + file);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith(type);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).contains("cross-origin");
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void a_file_with_the_client_s_cache_buster_is_kept_for_ever_and_others_are_asked_for_again() {
        Answer kept = get("/client/build/scripts/annotator.bundle.js?522174");
        assertThat(kept.header("Cache-Control")).contains("public, max-age=31536000, immutable");
        Answer boot = get("/client/build/boot.js");
        assertThat(boot.header("Cache-Control")).contains("public, max-age=300");
        Answer again = TestApp.get(
                "/client/build/boot.js",
                Map.of("If-None-Match", boot.header("ETag").orElseThrow()));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "build/absent.js",
                "package.json",
                "build/../package.json",
                "build/%2e%2e/package.json",
                "build/..%5cpackage.json",
                "",
                "build/",
                "build/scripts.js/../../LICENSE",
                "build/boot.js%00.css"
            })
    void nothing_else_is_served(String path) {
        assertThat(get("/client/" + path).status()).isIn(400, 404);
    }

    @Test
    void embed_js_leads_to_a_script_that_knows_this_server() {
        Answer answer = get("/embed.js");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).contains(server.url("/client/embed.js"));
        assertThat(answer.header("Cache-Control")).contains("public, max-age=300");
        Answer script = get("/client/embed.js");
        assertThat(script.header("Content-Type").orElseThrow()).startsWith("text/javascript");
        assertThat(script.body())
                .contains("\"assetRoot\":\"" + server.url("/client/") + "\"")
                .contains("\"sidebarAppUrl\":\"" + server.url("/app.html") + "\"")
                .contains("\"notebookAppUrl\":\"" + server.url("/notebook") + "\"")
                .contains("\"profileAppUrl\":\"" + server.url("/user-profile") + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app.html", "/notebook", "/user-profile"})
    void the_documents_of_the_client_hold_its_settings_and_may_be_framed(String path) {
        Answer answer = get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("<hypothesis-app></hypothesis-app>")
                .contains("<script src=\"" + server.url("/client/build/boot.js") + "\"></script>");
        JsonNode settings = settings(answer);
        assertThat(settings.path("apiUrl").asString()).isEqualTo(server.url("/api/"));
        assertThat(settings.path("assetRoot").asString()).isEqualTo(server.url("/client/"));
        assertThat(settings.path("authDomain").asString()).isEqualTo("127.0.0.1");
        assertThat(answer.header("X-Frame-Options")).isEmpty();
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEmpty();
        assertThat(answer.header("Cache-Control")).contains("public, max-age=300");
        assertThat(answer.header("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("script-src " + server.url("/client/build/") + " " + server.url("/client/app.js") + ";")
                .doesNotContain("frame-ancestors");
    }

    @Test
    void the_stream_is_a_document_of_the_client_that_names_its_feeds() {
        Answer answer = get("/stream?q=user:somebody");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("<hypothesis-app></hypothesis-app>")
                .contains("<link rel=\"alternate\" type=\"application/atom+xml\" href=\"" + server.url("/stream.atom"))
                .contains("<link rel=\"alternate\" type=\"application/rss+xml\" href=\"" + server.url("/stream.rss"));
        assertThat(answer.header("Content-Security-Policy").orElseThrow()).contains("frame-ancestors 'none'");
        for (String path : List.of("/stream?q=tag%3Atwo+words", "/t/two%20words")) {
            Answer tag = get(path);
            assertThat(tag.status()).as(path).isEqualTo(302);
            assertThat(tag.header("Location")).contains(server.url("/search?q=tag%3A%22two+words%22"));
        }
        assertThat(get("/stream?q=tag:word").header("Location")).contains(server.url("/search?q=tag%3Aword"));
    }

    @Test
    void an_annotation_has_a_page_whose_title_tells_no_more_than_everybody_may_read() {
        Member ada = server.member();
        String uri = "https://example.org/" + UUID.randomUUID();
        String open = TestNotes.shared(ada, Group.WORLD, uri, "words");
        String own = TestNotes.written(ada, uri, Map.of("permissions", Map.of("read", List.of())));
        Answer shown = get("/a/" + open);
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.body())
                .contains("<title>Annotation by " + ada.username() + " on A page about things</title>")
                .contains("type=\"application/json\" href=\"" + server.url("/api/annotations/" + open) + "\"")
                .contains("<hypothesis-app></hypothesis-app>");
        Answer hidden = get("/a/" + own);
        Answer unknown = get("/a/" + AnnotationId.of(UUID.randomUUID()));
        assertThat(hidden.status()).isEqualTo(200).isEqualTo(unknown.status());
        assertThat(hidden.body().replaceAll("annotations/[\\w-]+", ""))
                .isEqualTo(unknown.body().replaceAll("annotations/[\\w-]+", ""))
                .contains("<title>Annotation</title>");
        for (String path : List.of("/a/", "/a", "/a/nonsense", "/a/" + open + "/more")) {
            assertThat(get(path).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void the_client_signs_in_as_a_trusted_public_client_of_this_server() {
        String id = settings(get("/app.html")).path("oauthClientId").asString();
        Client client = server.bean(Clients.class).byClientId(id).orElseThrow();
        assertThat(client.trusted()).isTrue();
        assertThat(client.confidential()).isFalse();
        assertThat(client.redirectUris()).extracting(RedirectUri::value).isEqualTo(List.of(server.url("/app.html")));
    }

    @Test
    void only_the_file_that_was_published_is_installed(@TempDir Path folder) throws IOException {
        AnnotatorPackage client = new AnnotatorPackage(new AnnotatorFolder(folder));
        Path other = Files.writeString(folder.resolve("other.tgz"), "something else");
        assertThatThrownBy(() -> client.install(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("npm pack hypothesis@1.1766.0");
        assertThat(client.installed()).isFalse();
        client.install(TestAnnotator.tarball());
        client.install(TestAnnotator.tarball());
        assertThat(client.installed()).isTrue();
        assertThat(folder.resolve("hypothesis@1.1766.0/LICENSE")).exists();
    }

    @Test
    void the_demonstration_page_embeds_the_client_and_may_not_be_framed() {
        Answer answer = get("/annotate-demo");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("<script src=\"" + server.url("/embed.js") + "\" async></script>");
        assertThat(answer.header("Content-Security-Policy").orElseThrow())
                .contains("frame-src 'self'")
                .contains("frame-ancestors 'none'");
        // Else the window in which people sign in could not tell the client how it went.
        assertThat(answer.header("Cross-Origin-Opener-Policy")).contains("same-origin-allow-popups");
    }

    private static JsonNode settings(Answer answer) {
        Matcher found = SETTINGS.matcher(answer.body());
        assertThat(found.find()).isTrue();
        return JsonMapper.shared().readTree(found.group(1));
    }
}
