package vouchsafe.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vouchsafe.TestServer;

class AssetsTest {
    private final TestServer server = TestServer.shared();

    @ParameterizedTest
    @CsvSource({
        "vouchsafe.css,text/css",
        "vouchsafe.js,text/javascript",
        "icons.svg,image/svg+xml",
        "mark.svg,image/svg+xml"
    })
    void every_asset_has_its_type_and_may_be_kept_for_ever_under_its_version(String name, String type) {
        HttpResponse<String> answer = server.browser().get(Assets.url(name));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(type + ";charset=UTF-8");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void another_version_is_asked_for_again_and_answered_briefly_when_unchanged() {
        HttpResponse<String> first = server.browser().get("/assets/vouchsafe.css?v=old");
        assertThat(first.headers().firstValue("Cache-Control")).hasValue("public, no-cache");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> second = server.browser()
                .send(HttpRequest.newBuilder(URI.create(server.url("/assets/vouchsafe.css")))
                        .header("If-None-Match", tag)
                        .build());
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/favicon.ico,image/x-icon", "/apple-touch-icon.png,image/png", "/robots.txt,text/plain;charset=UTF-8"})
    void what_browsers_and_search_engines_look_for_at_the_root_is_there(String path, String type) {
        HttpResponse<String> answer = server.browser().get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("public, no-cache");
    }

    @Test
    void pages_are_sent_compressed_to_those_who_can_read_it_and_answers_to_programs_as_they_are() throws Exception {
        HttpResponse<byte[]> page = asked("/account/signup/");
        assertThat(page.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(page.body())).readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .contains("Sign up", "</html>");
        assertThat(asked("/.well-known/oauth-authorization-server").headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    private HttpResponse<byte[]> asked(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url(path)))
                .header("Accept-Encoding", "gzip")
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    @Test
    void the_style_sheet_loads_nothing_from_elsewhere() {
        assertThat(server.browser().get(Assets.url("vouchsafe.css")).body())
                .doesNotContain("@import", "url(", "http:", "https:");
    }
}
