package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vouchsafe.TestApp;
import vouchsafe.TestServer;

/** Checklist group PX: whatever comes in, no machine path answers 500 or shows its inside. */
class HostileInputTest {
    private static final List<String> PATHS = List.of(
            "/oauth2/token/",
            "/oauth2/token",
            "/oauth2/revoke_token/",
            "/oauth2/revoke",
            "/.well-known/oauth-authorization-server",
            "/api/direct-sharing/project/",
            "/api/direct-sharing/project/exchange-member/",
            "/oauth2/authorize/",
            "/direct-sharing/projects/oauth2/authorize/");

    private static void assertCalm(Raw.Reply reply, String what) {
        assertThat(reply.statusCode()).as(what).isLessThan(500);
        assertThat(reply.text())
                .as(what)
                .doesNotContain("Exception", "\tat ", "at vouchsafe.", "at org.", "org.apache", "Tomcat", "SQLSTATE");
    }

    private static String post(String path, String headers, String body) {
        int length = body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "Content-Length: "
                + length + "\r\n\r\n" + body;
    }

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

    @AfterEach
    void everything_still_works() {
        StandardApp.confidential()
                .stillWorks(TestServer.shared().signedIn(TestServer.shared().member()));
    }

    @Test
    void PX_01_what_is_too_large_is_refused_at_once() {
        String megabyte = "a".repeat(1 << 20);
        String boundary = "Content-Type: multipart/form-data; boundary=b\r\n";
        String part = "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
        for (String path : PATHS) {
            assertCalm(Raw.send(post(path, FORM + "X-Large: " + megabyte + "\r\n", "")), path + " header");
            assertCalm(Raw.send(post(path, FORM, "code=" + megabyte)), path + " form");
            assertCalm(Raw.send(post(path, FORM, "a=1&".repeat(10_000))), path + " many parameters");
            assertCalm(Raw.send(post(path, "Content-Type: application/json\r\n", "[".repeat(20_000))), path + " json");
            assertCalm(Raw.send(post(path, boundary, part.formatted("code", megabyte))), path + " part");
            assertCalm(Raw.send(post(path, boundary, part.formatted("a", "b").repeat(5_000))), path + " parts");
            assertCalm(Raw.send(post(path, boundary, part.formatted("n".repeat(60_000), "b"))), path + " name");
            assertCalm(Raw.get(path + "?" + "a=1&".repeat(1_500)), path + " query");
            assertCalm(Raw.get(path + "?a=" + megabyte), path + " long query");
        }
        assertThat(Raw.send(post("/oauth2/token/", FORM, "code=" + "a".repeat(70_000)))
                        .statusCode())
                .isEqualTo(413);
        assertThat(Raw.send(post("/oauth2/token/", FORM, "a=1&".repeat(300))).statusCode())
                .isEqualTo(400);
    }

    @Test
    void PX_01_compressed_bodies_are_not_opened() {
        String gzip = FORM + "Content-Encoding: gzip\r\n";
        for (String path : PATHS) {
            assertCalm(Raw.send(post(path, gzip, "\u001f\u008b\b")), path);
        }
    }

    @Test
    void PX_02_text_that_is_no_text_is_refused() {
        for (String bad :
                List.of("%ff", "%c0%af", "%ed%a0%80", "%", "%2", "%zz", "%f8%88%80%80%80", "%00", "a%0d%0ab")) {
            for (String path : PATHS) {
                for (String name :
                        List.of("client_id", "grant_type", "code", "refresh_token", "token", "access_token")) {
                    String form = "grant_type=authorization_code&" + name + "=" + bad;
                    assertCalm(Raw.send(post(path, FORM, form)), path + " " + form);
                    assertCalm(Raw.get(path + "?" + name + "=" + bad), path + " ?" + name + "=" + bad);
                }
            }
        }
        for (String token : List.of("/oauth2/token/", "/oauth2/revoke_token/")) {
            int status = Raw.send(post(token, FORM, "grant_type=refresh_token&client_id=%ff"))
                    .statusCode();
            assertThat(status).isEqualTo(400);
            // A NUL is text, and no client is called that.
            int nul = Raw.send(post(token, FORM, "grant_type=refresh_token&client_id=a%00b&client_secret=%00"))
                    .statusCode();
            assertThat(nul).isEqualTo(401);
        }
        String basic = "Authorization: " + TestApp.basic("%00", "%00") + "\r\n";
        assertThat(Raw.send(post("/oauth2/token/", FORM + basic, "grant_type=refresh_token"))
                        .statusCode())
                .isEqualTo(401);
        for (String header : List.of(
                "Basic %%%",
                "Basic",
                "Basic " + "A".repeat(5000),
                "Basic YQ==",
                "Bearer",
                "Bearer ",
                "Bearer a b",
                "Bearer \u0001",
                "Basic YTo6Og== x",
                "Digest x",
                "\u00ff")) {
            for (String path : PATHS) {
                assertCalm(
                        Raw.send(post(path, FORM + "Authorization: " + header + "\r\n", "grant_type=refresh_token")),
                        path + " " + header);
            }
        }
    }

    @Test
    void PX_02_random_bytes_are_refused() {
        Random random = new Random(20261121);
        for (int i = 0; i < 150; i++) {
            byte[] bytes = new byte[1 + random.nextInt(400)];
            random.nextBytes(bytes);
            assertCalm(Raw.send(bytes), "random bytes " + i);
            String path = PATHS.get(random.nextInt(PATHS.size()));
            String body = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
            for (String type :
                    List.of(FORM, "Content-Type: multipart/form-data; boundary=b\r\n", "Content-Type: x\r\n", "")) {
                assertCalm(Raw.send(post(path, type, body)), path + " random body " + i);
            }
        }
    }

    /** Nobody takes assertions or tokens in JWT form yet; they are looked at as text only. */
    @Test
    void PX_03_jwts_are_only_text() {
        String jwt = "eyJhbGciOiJub25lIn0." + "A".repeat(6_000) + ".";
        assertCalm(Raw.get("/oauth2/authorize/?request=" + jwt), "request object");
        String form =
                "grant_type=refresh_token&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type"
                        + "%3Ajwt-bearer&client_assertion=" + jwt;
        assertThat(Raw.send(post("/oauth2/token/", FORM, form)).statusCode()).isEqualTo(401);
    }

    @Test
    void PX_05_unknown_paths_and_methods_get_the_same_calm_answer() {
        for (String path : List.of(
                "/oauth2/nothing/",
                "/api/nothing/",
                "/.well-known/nothing",
                "/oauth2/token/x",
                "/..%2f",
                "/%00",
                "/oauth2//token/",
                "/oauth2/token/;x=y",
                "/oauth2/token/..;/",
                "//",
                "/oauth2/%74oken/")) {
            Raw.Reply reply = Raw.get(path);
            assertCalm(reply, path);
            assertThat(reply.statusCode()).as(path).isNotEqualTo(200);
        }
        for (String method :
                List.of("PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND", "FOO", "get", "CONNECT")) {
            for (String path : PATHS) {
                Raw.Reply reply =
                        Raw.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                assertThat(reply.text()).doesNotContain("Exception", "at org.");
                assertThat(reply.statusCode()).as(method + " " + path).isIn(0, 200, 302, 400, 403, 404, 405, 501);
                if (reply.statusCode() == 405) {
                    assertThat(reply.head()).as(method + " " + path).containsIgnoringCase("Allow: ");
                }
            }
        }
        for (String path : List.of("/oauth2/token/", "/oauth2/revoke_token/")) {
            for (String method : List.of("GET", "PUT", "DELETE", "OPTIONS")) {
                Raw.Reply reply =
                        Raw.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                assertThat(reply.statusCode()).isEqualTo(405);
                assertThat(reply.head()).contains("Allow: POST").containsIgnoringCase("Cache-Control: no-store");
            }
        }
    }

    @Test
    void PX_06_smuggling_shapes_are_refused_or_hung_up_on() {
        String both = "POST /oauth2/token/ HTTP/1.1\r\nHost: localhost\r\n" + FORM
                + "Connection: close\r\n"
                + "Content-Length: 5\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + "0\r\n\r\n"
                + "GET /health/live HTTP/1.1\r\n"
                + "Host: x\r\n\r\n";
        String twoLengths = "POST /oauth2/token/ HTTP/1.1\r\nHost: localhost\r\n" + FORM
                + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef";
        String bareLineFeed = "GET /health/live HTTP/1.1\nHost: localhost\nConnection: close\n\n";
        String twoHosts = "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
        String strange = "POST /oauth2/token/ HTTP/1.1\r\n"
                + "Host: localhost\r\n"
                + "Connection: close\r\n"
                + "Transfer-Encoding: xchunked\r\n\r\n"
                + "0\r\n\r\n";
        for (String request : List.of(both, twoLengths, bareLineFeed, twoHosts, strange)) {
            Raw.Reply reply = Raw.send(request);
            assertThat(reply.statusCode()).as(request).isIn(0, 200, 400, 501);
            assertThat(reply.text().split("HTTP/1\\.1 ", -1).length - 1)
                    .as("one answer")
                    .isLessThanOrEqualTo(1);
        }
        assertThat(Raw.send(twoLengths).statusCode()).isEqualTo(400);
        assertThat(Raw.send(twoHosts).statusCode()).isEqualTo(400);
    }

    @Test
    void PX_04_validators_are_quick_with_anything() {
        StandardApp app = StandardApp.confidential();
        for (String evil :
                List.of("a ".repeat(900), "a@".repeat(900), "((".repeat(900), "-._~".repeat(450), "\\".repeat(900))) {
            for (String name : List.of("scope", "nonce", "prompt", "code_challenge", "response_mode")) {
                assertCalm(Raw.get(app.authorizePath(Map.of(name, evil))), name);
                assertCalm(
                        Raw.send(post(
                                "/oauth2/token/",
                                FORM,
                                TestApp.encode(Map.of("grant_type", evil, "code_verifier", evil)))),
                        name);
            }
        }
    }
}
