package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import vouchsafe.TestApp;
import vouchsafe.TestServer;

/** What the authorization endpoint answered. */
final class Redirects {
    private Redirects() {}

    static String location(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError("no redirect: " + answer.statusCode() + " " + answer.body()));
    }

    static String code(HttpResponse<String> answer) {
        Map<String, String> query = TestApp.query(location(answer));
        assertThat(query).containsKey("code");
        return query.getOrDefault("code", "");
    }

    /** Refused on a page of ours: the browser is not sent anywhere (RFC 6749 section 4.1.2.1). */
    static void assertErrorPage(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    }

    /** Told to the app by redirect, with who says so and without anything it could use. */
    static Map<String, String> assertToldApp(HttpResponse<String> answer, String redirectUri, String error) {
        String location = location(answer);
        assertThat(answer.statusCode()).isIn(302, 303);
        assertThat(location).startsWith(redirectUri + (redirectUri.contains("?") ? "" : "?"));
        Map<String, String> query = TestApp.query(location);
        assertThat(query).containsEntry("error", error).doesNotContainKey("code");
        assertThat(query).containsEntry("iss", TestServer.shared().url(""));
        return query;
    }
}
