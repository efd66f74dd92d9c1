package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static vouchsafe.checklist.Redirects.assertErrorPage;
import static vouchsafe.checklist.Redirects.assertToldApp;
import static vouchsafe.checklist.Redirects.location;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;

/** Checklist group AZ: what the authorization endpoint takes and how it answers. */
class AuthorizationEndpointTest {
    private static WebSession member;

    @BeforeAll
    static void signIn() {
        member = TestServer.shared().signedIn(TestServer.shared().member());
    }

    private static Map<String, String> told(StandardApp app, Map<String, String> changes, String error) {
        return assertToldApp(member.get(app.authorizePath(changes)), app.redirectUri(), error);
    }

    @Test
    void AZ_01_an_unknown_client_gets_a_page() {
        StandardApp app = StandardApp.confidential();
        assertErrorPage(member.get(app.authorizePath(Map.of("client_id", "nobody"))));
        assertErrorPage(member.get(app.authorizePath(Map.of("client_id", ""))));
        assertErrorPage(
                member.get(app.authorizePath(Map.of("client_id", app.clientId().toLowerCase(java.util.Locale.ROOT)))));
        app.stillWorks(member);
    }

    @Test
    void AZ_02_a_missing_response_type_is_told_to_the_app() {
        StandardApp app = StandardApp.confidential();
        assertThat(told(app, Map.of("response_type", ""), "invalid_request")).containsEntry("state", "a state");
        app.stillWorks(member);
    }

    @Test
    void AZ_03_only_the_code_flow_exists() {
        StandardApp app = StandardApp.publicApp();
        for (String type : List.of("token", "id_token", "code id_token", "code token", "none", "CODE", "code ")) {
            Map<String, String> query = told(app, Map.of("response_type", type), "unsupported_response_type");
            assertThat(query).containsEntry("state", "a state").doesNotContainKeys("access_token", "id_token");
        }
        app.stillWorks(member);
    }

    @Test
    void AZ_04_a_scope_the_client_may_not_ask_for_is_refused() {
        StandardApp app = StandardApp.confidential();
        for (String scope : List.of("admin", "read admin", "READ", "re\"ad", "read\\")) {
            told(app, Map.of("scope", scope), "invalid_scope");
        }
        app.stillWorks(member);
    }

    @Test
    void AZ_05_order_and_spaces_between_scopes_mean_nothing() {
        StandardApp app = StandardApp.confidential();
        for (String scope : List.of("read write", "write read", "write  read", " read write ", "read read write")) {
            Answer tokens = app.exchange(app.code(member, Map.of("scope", scope)));
            assertThat(tokens.text("scope").split(" ")).containsExactlyInAnyOrder("read", "write");
        }
    }

    @Test
    void AZ_06_a_parameter_may_come_once() {
        StandardApp app = StandardApp.confidential();
        String path = app.authorizePath(Map.of("scope", "read"));
        for (String twice : List.of(
                "state=a",
                "scope=read",
                "response_type=code",
                "code_challenge=" + app.pkce().challenge(),
                "code_challenge_method=S256")) {
            assertToldApp(member.get(path + "&" + twice), app.redirectUri(), "invalid_request");
        }
        assertErrorPage(member.get(path + "&client_id=" + app.clientId()));
        assertErrorPage(member.get(path + "&redirect_uri=" + app.redirectUri()));
        app.stillWorks(member);
    }

    @Test
    void AZ_07_unknown_parameters_are_ignored() {
        StandardApp app = StandardApp.confidential();
        String code = app.code(member, Map.of("utm_source", "x", "display", "page", "claims", "{}"));
        assertThat(app.exchange(code).status()).isEqualTo(200);
    }

    @Test
    void AZ_08_without_state_the_answer_has_none() {
        String location = location(StandardApp.confidential().authorize(member, Map.of("state", "")));
        assertThat(TestApp.query(location)).containsKey("code").doesNotContainKey("state");
    }

    @Test
    void AZ_09_a_long_strange_state_comes_back_as_it_was() {
        StandardApp app = StandardApp.confidential();
        String strange = "é漢😀 &=%\"'+#?/\\<>~".repeat(10) + "x".repeat(1800);
        for (String state : List.of(strange, "%00", "%2B+", " ", "a b+c", "\"'<script>", "~".repeat(1900))) {
            String location = location(app.authorize(member, Map.of("state", state)));
            assertThat(TestApp.query(location)).containsKey("code").containsEntry("state", state);
        }
        assertThat(told(app, Map.of("state", "x".repeat(4097)), "invalid_request"))
                .doesNotContainKey("state");
    }

    @Test
    void AZ_10_a_nonce_is_taken_or_refused_cleanly() {
        StandardApp app = StandardApp.confidential();
        assertThat(app.exchange(app.code(member, Map.of("nonce", "n".repeat(64))))
                        .status())
                .isEqualTo(200);
        told(app, Map.of("nonce", "n".repeat(384)), "invalid_request");
    }

    @Test
    void AZ_11_deny_is_told_to_the_app() {
        StandardApp app = StandardApp.confidential();
        String path = app.authorizePath(Map.of());
        HttpResponse<String> page = member.get(path);
        HttpResponse<String> answer = member.post(path, TestApp.answer(page, Map.of()));
        assertThat(assertToldApp(answer, app.redirectUri(), "access_denied")).containsEntry("state", "a state");
        app.stillWorks(member);
    }

    /** The form is for the member's answer; its fields are never read as an authorization request. */
    @Test
    void AZ_12_an_authorization_request_by_post_is_refused() {
        StandardApp app = StandardApp.confidential();
        assertThat(member.post("/oauth2/authorize/", app.asking(Map.of())).statusCode())
                .isEqualTo(400);
        HttpRequest foreign = HttpRequest.newBuilder(
                        URI.create(TestServer.shared().url("/oauth2/authorize/")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(TestApp.encode(app.asking(Map.of()))))
                .build();
        assertThat(member.send(foreign).statusCode()).isEqualTo(403);
        app.stillWorks(member);
    }

    @Test
    void AZ_13_the_answer_to_the_form_makes_the_browser_forget_the_form() {
        StandardApp app = StandardApp.confidential();
        assertThat(app.authorize(member, Map.of()).statusCode()).isEqualTo(303);
    }

    @Test
    void AZ_14_other_response_modes_are_refused() {
        StandardApp app = StandardApp.confidential();
        for (String mode : List.of("fragment", "form_post", "web_message", "query.jwt", "x")) {
            told(app, Map.of("response_mode", mode), "invalid_request");
        }
        assertThat(app.code(member, Map.of("response_mode", "query"))).isNotEmpty();
    }

    @Test
    void AZ_15_request_objects_are_refused_and_nothing_is_fetched() throws Exception {
        StandardApp app = StandardApp.confidential();
        try (Trap trap = new Trap()) {
            told(app, Map.of("request_uri", trap.url("/object")), "request_uri_not_supported");
            told(app, Map.of("request", "eyJhbGciOiJub25lIn0.e30."), "request_not_supported");
            told(app, Map.of("request_uri", "https://169.254.169.254/"), "request_uri_not_supported");
            assertThat(trap.calls()).isZero();
        }
        app.stillWorks(member);
    }

    @Test
    void AZ_16_no_other_origin_may_read_the_answer() {
        StandardApp app = StandardApp.confidential();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(TestServer.shared().url(app.authorizePath(Map.of()))))
                .header("Origin", "https://app.example.org")
                .build();
        assertThat(member.send(request).headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"));
    }

    @Test
    void AZ_17_prompt_none_asks_nobody_and_redirects_only_to_registered_addresses() {
        StandardApp app = StandardApp.confidential();
        WebSession stranger = TestServer.shared().browser();
        assertToldApp(stranger.get(app.authorizePath(Map.of("prompt", "none"))), app.redirectUri(), "login_required");
        assertToldApp(member.get(app.authorizePath(Map.of("prompt", "none"))), app.redirectUri(), "consent_required");
        assertErrorPage(
                stranger.get(app.authorizePath(Map.of("prompt", "none", "redirect_uri", "https://evil.example/"))));
        app.stillWorks(member);
        assertThat(Redirects.code(member.get(app.authorizePath(Map.of("prompt", "none")))))
                .isNotEmpty();
    }

    /** Policy: an error is told to an app only once somebody has signed in (RFC 9700 section 4.11.2). */
    @Test
    void AZ_18_a_signed_out_visitor_is_not_bounced_to_an_app() {
        StandardApp app = StandardApp.confidential();
        HttpResponse<String> answer =
                TestServer.shared().browser().get(app.authorizePath(Map.of("scope", "no-such-scope")));
        assertThat(location(answer)).contains("/account/login/").doesNotStartWith(app.redirectUri());
    }

    @Test
    void AZ_19_an_inactive_project_gives_no_code() {
        TestApp app = TestApp.create(TestServer.shared().member(), Map.of("active", "False"));
        HttpResponse<String> answer = app.authorize(member, Map.of());
        assertThat(location(answer)).endsWith("/direct-sharing/authorize-inactive/");
    }

    @Test
    void AZ_20_control_characters_are_refused_on_a_page() {
        StandardApp app = StandardApp.confidential();
        for (String name : List.of("client_id", "state", "scope", "nonce", "anything")) {
            for (String value : List.of("%00", "a%0Ab", "%0D%0ASet-Cookie:x=y", "%1B%5B2J", "%C2%85")) {
                String path = app.authorizePath(Map.of(name, "")) + "&" + name + "=" + value;
                HttpResponse<String> answer = member.get(path);
                assertThat(answer.statusCode()).as(path).isEqualTo(400);
                assertErrorPage(answer);
            }
        }
        for (String broken : List.of("%", "%zz", "%f", "%ff", "%c0%af", "%ed%a0%80")) {
            Raw.Reply answer = Raw.get(app.authorizePath(Map.of("state", "")) + "&state=" + broken);
            assertThat(answer.statusCode()).as(broken).isEqualTo(400);
        }
        app.stillWorks(member);
    }

    @Test
    void AZ_21_parameters_shaped_like_lists_are_only_unknown_names() {
        StandardApp app = StandardApp.confidential();
        assertThat(member.get(app.authorizePath(Map.of("scope[a]", "b"))).statusCode())
                .isEqualTo(200);
        assertErrorPage(member.get(app.authorizePath(Map.of("client_id", "", "client_id[]", app.clientId()))));
        told(app, Map.of("response_type", "", "response_type[]", "code"), "invalid_request");
        app.stillWorks(member);
    }

    @Test
    void AZ_22_markup_in_a_request_stays_text() {
        StandardApp app = StandardApp.confidential();
        String markup = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";
        for (String name :
                List.of("client_id", "redirect_uri", "state", "error_description", "error_hint", "login_hint")) {
            HttpResponse<String> page = member.get(app.authorizePath(Map.of(name, markup)));
            assertThat(page.body()).as(name).doesNotContain("<script>alert", "<img src=x");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("script-src 'self'")
                    .doesNotContain("unsafe");
        }
        app.stillWorks(member);
    }

    @Test
    void AZ_an_address_as_long_as_the_server_takes_never_breaks_it() {
        StandardApp app = StandardApp.confidential();
        for (String filler : List.of("~".repeat(4000), "%22".repeat(2000), "\u6f22".repeat(400), "a".repeat(7000))) {
            String path = app.authorizePath(Map.of("state", "")) + "&state="
                    + (filler.startsWith("%") || filler.startsWith("~")
                            ? filler
                            : TestApp.encode(Map.of("", filler)).substring(1));
            for (WebSession visitor : List.of(TestServer.shared().browser(), member)) {
                assertThat(StandardApp.allow(visitor, path).statusCode()).isLessThan(500);
            }
        }
    }
}
