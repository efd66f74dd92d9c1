package vouchsafe.portal.account;

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

/** Nothing anyone types or sends ends in an error of the server. */
class StrangeInputTest {
    private final TestServer server = TestServer.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0",
                "a\0b@example.org",
                "\uD800",
                "' OR 1=1 --",
                "%00",
                "\u202Egnp.exe",
                "<script>alert(1)</script>",
                "${7*7}",
                "a\r\nSet-Cookie: b=c"
            })
    void strange_text_in_any_field_is_answered_calmly(String text) {
        WebSession stranger = server.browser();
        stranger.get("/account/login/");
        for (String path : new String[] {
            "/account/login/",
            "/account/signup/",
            "/account/password/reset/",
            "/account/password/reset/choose/",
            "/account/verify/",
            "/account/email/confirm/"
        }) {
            assertCalm(stranger, path, text);
        }
        WebSession member = server.signedIn(server.member());
        member.get("/account/email/");
        for (String path : new String[] {"/account/email/", "/account/password/change/", "/account/sessions/end/"}) {
            assertCalm(member, path, text);
        }
    }

    private static void assertCalm(WebSession browser, String path, String text) {
        var answer = browser.post(
                path,
                Map.of(
                        "login",
                        text,
                        "password",
                        text,
                        "username",
                        text,
                        "name",
                        text,
                        "email",
                        text,
                        "link",
                        text,
                        "next",
                        text,
                        "session",
                        text,
                        "new_password",
                        text,
                        "terms",
                        text));
        assertThat(answer.statusCode()).as(path).isLessThan(500);
        assertThat(answer.body()).doesNotContain("<script>alert(1)</script>");
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("b="));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/account/login/?next=%00",
                "/account/verify/?link=%00",
                "/account/login/?next=%FF%FE",
                "/account/login/?next[]=a",
                "/account/login/?next=a&next=b",
                "/account/password/reset/choose/?link=" + "A"
            })
    void strange_addresses_are_answered_calmly(String path) {
        assertThat(server.browser().get(path).statusCode()).isLessThan(500);
    }

    @Test
    void a_form_that_is_not_text_is_refused() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url("/account/login/")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("login=%FF%FE&password=%C3%28"))
                .build();
        assertThat(server.browser().send(request).statusCode()).isBetween(400, 499);
    }

    @ParameterizedTest
    @ValueSource(strings = {"link=%zz", "%", "=", "link=%FF%FE"})
    void a_malformed_form_gets_a_whole_page_with_all_its_headers(String form) {
        for (String path : new String[] {"/messages/unsubscribe/", "/account/login/?next=/oauth/authorize"}) {
            assertWhole(server.browser()
                    .send(HttpRequest.newBuilder(URI.create(server.url(path)))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build()));
        }
    }

    @Test
    void a_malformed_address_of_a_form_gets_a_whole_page_with_all_its_headers() {
        assertWhole(server.signedIn(server.member()).get("/account/email/verify/?a=%FF%FE"));
    }

    private static void assertWhole(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isBetween(400, 499);
        assertThat(answer.body().strip()).endsWith("</html>");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
    }

    @Test
    void an_address_in_other_words_is_not_there() {
        WebSession member = server.signedIn(server.member());
        for (String path : new String[] {
            "//member/me/upload/1/", "/member//me/upload/1/", "/%6dember/me/upload/1/", "/member/me/upload;a=b/1/"
        }) {
            assertThat(member.get(path).statusCode()).as(path).isBetween(400, 404);
            assertThat(member.post(path, Map.of()).statusCode()).as(path).isBetween(400, 404);
        }
    }
}
