package vouchsafe.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vouchsafe.TestServer;
import vouchsafe.WebSession;

class ErrorPagesTest {
    private final TestServer server = TestServer.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nowhere",
                "/nowhere/",
                "/direct-sharing/nowhere/",
                "/docs/nowhere/",
                "/account/nowhere/",
                "/assets/nowhere.css",
                "/favicon.ico/x",
                "/%E2%98%83/",
                "/WEB-INF/web.xml"
            })
    void PX_05_an_unknown_path_is_a_404_with_the_headers_of_every_page(String path) {
        HttpResponse<String> answer = server.browser().get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertErrorPage(answer, "There is nothing at this address");
    }

    @Test
    void PX_05_an_unknown_path_is_a_404_for_members_too() {
        HttpResponse<String> answer = server.signedIn(server.member()).get("/nowhere/");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertErrorPage(answer, "There is nothing at this address");
        assertThat(answer.body()).contains("Sign out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "FOO"})
    void PX_05_a_wrong_method_is_a_405_that_names_the_right_ones(String method) {
        WebSession browser = server.browser();
        HttpResponse<String> answer =
                browser.send(HttpRequest.newBuilder(URI.create(server.url("/assets/vouchsafe.css")))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow"))
                .hasValueSatisfying(
                        allowed -> assertThat(allowed).contains("GET").doesNotContain("TRACE"));
        assertErrorPage(answer, "This address does not work that way");
    }

    @Test
    void PX_05_posting_to_a_page_without_a_form_is_a_405() {
        WebSession browser = server.browser();
        browser.get("/account/login/");
        HttpResponse<String> answer = browser.post("/", Map.of());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow"))
                .hasValueSatisfying(allowed -> assertThat(allowed).contains("GET"));
        assertErrorPage(answer, "This address does not work that way");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%c0%ae%c0%ae/ HTTP/1.1\r\nHost: x",
                "GET /%ff%fe/ HTTP/1.1\r\nHost: x",
                "GET /%zz HTTP/1.1\r\nHost: x",
                "GET /a%00b HTTP/1.1\r\nHost: x",
                "GET /a;b=c/ HTTP/1.1\r\nHost: x",
                "GET /a%2fb HTTP/1.1\r\nHost: x",
                "GET /a\\b HTTP/1.1\r\nHost: x",
                "GET /\u00ff\u00fe HTTP/1.1\r\nHost: x",
                "GET / HTTP/1.1\r\nHost: x\r\nHost: y",
                "GET / HTTP/1.1",
                "GET /../../etc/passwd HTTP/1.1\r\nHost: x",
                "GET /docs/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x"
            })
    void PX_05_weird_requests_get_a_plain_refusal_with_the_same_headers(String request) {
        String answer = RawHttp.send(server.url(""), request);
        assertThat(answer).as(request).matches("(?s)HTTP/1.1 (400|404) .*");
        assertThat(answer)
                .contains("X-Request-Id: ", "X-Frame-Options: DENY", "X-Content-Type-Options: nosniff")
                .contains("Content-Security-Policy: default-src 'none'", "Referrer-Policy: no-referrer")
                .containsAnyOf("This request could not be read", "There is nothing at this address")
                .doesNotContain("Tomcat", "Exception", "org.apache", "java.");
    }

    @Test
    void PX_01_a_header_too_large_is_refused_with_a_page() {
        String answer = RawHttp.send(server.url(""), "GET / HTTP/1.1\r\nHost: x\r\nX-Large: " + "a".repeat(100_000));
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("Exception", "org.apache");
    }

    private void assertErrorPage(HttpResponse<String> answer, String title) {
        String requestId = answer.headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(answer.body())
                .contains("<h1>" + title + "</h1>", requestId)
                .doesNotContain("Exception", "org.springframework", "Tomcat");
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).contains("default-src 'none'", "frame-ancestors 'none'"));
        assertThat(answer.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(answer.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(cache -> assertThat(cache).contains("no-store"));
    }
}
