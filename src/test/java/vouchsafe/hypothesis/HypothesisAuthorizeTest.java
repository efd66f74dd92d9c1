package vouchsafe.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.consent.Withdrawal;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;

/** {@code /oauth/authorize}: reference section 2, and tests/functional/client_login_test.py of section 8. */
class HypothesisAuthorizeTest {
    private static final Map<String, String> POPUP =
            Map.of("response_mode", "web_message", "state", "aa3d3062b4dbe0a1", "origin", "https://evil.example");

    private final TestServer server = TestServer.shared();
    private final AnnotationApp app = AnnotationApp.create();
    private final Member member = server.member();
    private final WebSession browser = server.signedIn(member);

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer.body()));
    }

    private void assertErrorPage(String path, String message) {
        HttpResponse<String> page = browser.get(path);
        assertThat(page.statusCode()).as(page.body()).isEqualTo(400);
        assertThat(page.body()).contains("Error while authorizing application").contains(message);
        assertThat(page.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void a_stranger_is_sent_to_sign_in_and_comes_back_to_the_same_request() {
        WebSession stranger = server.browser();
        String path = app.authorizePath(POPUP);
        HttpResponse<String> answer = stranger.get(path);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer)).startsWith("/login?");
        Map<String, String> query = TestApp.query(location(answer));
        assertThat(query).containsEntry("next", server.url(path)).containsEntry("for_oauth", "True");
        String page = location(stranger.get(location(answer)));
        String next = TestApp.query(page).get("next");
        assertThat(next).isEqualTo(path);
        stranger.get(page);
        HttpResponse<String> signedIn = stranger.post(
                "/account/login/", Map.of("login", member.username(), "password", TestServer.PASSWORD, "next", next));
        assertThat(location(signedIn)).isEqualTo(path);
        assertThat(stranger.get(path).body()).contains("requesting access to your Hypothesis account");
    }

    @Test
    void a_newcomer_is_sent_to_sign_up_and_sign_in_leads_nowhere_else() {
        HttpResponse<String> answer = server.browser().get(app.authorizePath(Map.of("action", "signup")));
        assertThat(location(answer)).startsWith("/signup?next=");
        HttpResponse<String> elsewhere = server.browser().get("/login?next=https%3A%2F%2Fevil.example%2F");
        assertThat(location(elsewhere)).isEqualTo("/account/login/");
    }

    @Test
    void pages_of_the_popup_keep_their_opener_and_cannot_be_framed() {
        for (String path : new String[] {
            app.authorizePath(POPUP),
            "/account/login/?next=%2Foauth%2Fauthorize%3Fx",
            "/account/signup/?next=%2Foauth%2Fauthorize%3Fx"
        }) {
            HttpResponse<String> page = (path.startsWith("/oauth") ? browser : server.browser()).get(path);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Cross-Origin-Opener-Policy")).isEmpty();
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("frame-ancestors 'none'")
                    .contains("script-src 'self'");
        }
    }

    @Test
    void the_popup_tells_its_opener_code_and_state_at_the_origin_of_the_registered_address() {
        HttpResponse<String> page = browser.get(app.authorizePath(POPUP));
        assertThat(page.body())
                .contains("requesting access to your Hypothesis account")
                .contains("Annotator");
        HttpResponse<String> done = app.authorize(browser, POPUP);
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.body()).contains("Authorization completed").contains("popup.js");
        assertThat(done.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        JsonNode settings = AnnotationApp.settings(done);
        assertThat(settings.propertyNames()).containsExactlyInAnyOrder("code", "origin", "state");
        assertThat(settings.path("origin").asString()).isEqualTo("https://myapp.example.com");
        assertThat(settings.path("state").asString()).isEqualTo("aa3d3062b4dbe0a1");
        Answer tokens = app.exchange(settings.path("code").asString());
        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.text("token_type")).isEqualTo("Bearer");
        assertThat(tokens.text("access_token")).startsWith("5768-");
        assertThat(tokens.text("refresh_token")).startsWith("4657-");
    }

    @Test
    void state_may_be_absent_and_cannot_break_out_of_the_page() {
        HttpResponse<String> without = app.authorize(browser, Map.of("response_mode", "web_message"));
        assertThat(AnnotationApp.settings(without).path("state").isNull()).isTrue();
        String evil = "</script><script>alert(1)</script>";
        HttpResponse<String> done = app.authorize(browser, Map.of("response_mode", "web_message", "state", evil));
        assertThat(done.body()).doesNotContain(evil);
        assertThat(AnnotationApp.settings(done).path("state").asString()).isEqualTo(evil);
    }

    @Test
    void the_consent_form_needs_its_anti_forgery_value_and_seal() {
        String path = app.authorizePath(POPUP);
        HttpResponse<String> page = browser.get(path);
        Map<String, String> forged = new HashMap<>(TestApp.answer(page, Map.of()));
        forged.put("csrfmiddlewaretoken", "forged");
        assertThat(browser.post(path, forged).statusCode()).isEqualTo(403);
        browser.get(path);
        assertThat(browser.post(path, Map.of("consent_seal", "1.x")).body()).contains("nothing was done");
    }

    @Test
    void cancel_is_told_by_message_or_by_redirect() {
        String path = app.authorizePath(POPUP);
        HttpResponse<String> canceled =
                browser.post(path, TestApp.answer(browser.get(path), Map.of("cancel", "cancel")));
        assertThat(canceled.body()).contains("Authorization canceled");
        assertThat(AnnotationApp.settings(canceled).has("code")).isFalse();
        assertThat(AnnotationApp.settings(canceled).path("state").asString()).isEqualTo("aa3d3062b4dbe0a1");
        String redirect = app.authorizePath(Map.of("state", "s"));
        HttpResponse<String> denied =
                browser.post(redirect, TestApp.answer(browser.get(redirect), Map.of("cancel", "cancel")));
        assertThat(TestApp.query(location(denied)))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "s");
    }

    @Test
    void a_trusted_app_gets_its_code_at_once_in_both_modes() {
        AnnotationApp trusted = AnnotationApp.trusted();
        HttpResponse<String> redirect = browser.get(trusted.authorizePath(Map.of("state", "s t")));
        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(location(redirect))
                .startsWith(AnnotationApp.REDIRECT + "?code=")
                .contains("state=s+t");
        HttpResponse<String> message = browser.get(trusted.authorizePath(POPUP));
        JsonNode settings = AnnotationApp.settings(message);
        assertThat(settings.path("origin").asString()).isEqualTo("https://myapp.example.com");
        assertThat(settings.path("state").asString()).isEqualTo("aa3d3062b4dbe0a1");
        assertThat(trusted.exchange(settings.path("code").asString()).text("scope"))
                .isEqualTo("annotation:read annotation:write");
    }

    @Test
    void a_member_who_withdrew_from_a_trusted_app_is_asked() {
        AnnotationApp trusted = AnnotationApp.trusted();
        Answer tokens = trusted.connect(browser);
        Optional<Grant> grant = server.bean(Grants.class).find(trusted.client().id(), member.id());
        assertThat(browser.get("/member/me/connections/").body()).contains("Annotator");
        server.bean(Withdrawal.class).byMember(member.id(), grant.orElseThrow().id(), false);
        assertThat(AnnotationApp.debug(tokens.text("access_token")).status()).isEqualTo(401);
        assertThat(AnnotationApp.refresh(tokens.text("refresh_token")).status()).isEqualTo(400);
        assertThat(browser.get(trusted.authorizePath(Map.of())).body()).contains("requesting access");
    }

    @Test
    void an_app_that_is_not_trusted_is_asked_about_every_time() {
        app.connect(browser);
        assertThat(browser.get(app.authorizePath(Map.of())).body()).contains("requesting access");
    }

    @Test
    void what_is_wrong_with_a_request_is_said_on_a_page_and_never_sent_anywhere() {
        assertErrorPage("/oauth/authorize?response_type=code", "Missing client_id parameter.");
        assertErrorPage("/oauth/authorize?response_type=code&client_id=nope", "Invalid client_id parameter value.");
        assertErrorPage(app.authorizePath(Map.of("response_type", "")), "Missing response_type parameter.");
        assertErrorPage(app.authorizePath(Map.of("response_type", "token")), "only response_type");
        assertErrorPage(
                app.authorizePath(Map.of("redirect_uri", "https://evil.example/")), "Mismatching redirect URI.");
        assertErrorPage(app.authorizePath(Map.of("redirect_uri", "/relative")), "Invalid redirect URI.");
        assertErrorPage(
                app.authorizePath(Map.of("redirect_uri", AnnotationApp.REDIRECT + "#x")), "Invalid redirect URI.");
        assertErrorPage(app.authorizePath(Map.of()) + "&client_id=twice", "Duplicate client_id parameter.");
        assertErrorPage(app.authorizePath(Map.of("scope", "everything")), "This app may ask for");
        assertErrorPage(
                app.authorizePath(Map.of("code_challenge", "x", "code_challenge_method", "S1")),
                "Transform algorithm not supported.");
    }

    @Test
    void a_post_with_a_mistake_is_told_by_redirect_and_in_a_popup_on_a_page() {
        browser.get(app.authorizePath(Map.of()));
        String wrong = app.authorizePath(Map.of("response_type", "token", "state", "s"));
        HttpResponse<String> told = browser.post(wrong, Map.of());
        assertThat(TestApp.query(location(told))).containsEntry("error", "unsupported_response_type");
        HttpResponse<String> page = browser.post(wrong + "&response_mode=web_message", Map.of());
        assertThat(page.statusCode()).isEqualTo(400);
    }

    @Test
    void a_project_and_a_third_party_are_no_apps_of_this_endpoint() {
        assertErrorPage(
                "/oauth/authorize?response_type=code&client_id="
                        + TestApp.create().clientId(),
                "Invalid client_id parameter value.");
        AnnotationApp others = AnnotationApp.create(
                Set.of("authorization_code"), false, true, false, "partner.example", AnnotationApp.REDIRECT);
        assertThat(browser.get(others.authorizePath(Map.of())).statusCode()).isEqualTo(403);
    }

    @Test
    void pkce_is_required_where_registered_and_enforced_where_a_challenge_was_sent() {
        AnnotationApp strict = AnnotationApp.withPkce();
        assertErrorPage(strict.authorizePath(Map.of()), "Code challenge required.");
        Map<String, String> challenge = Map.of(
                "code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "code_challenge_method", "S256");
        String code = app.code(browser, challenge);
        assertThat(app.exchange(code).text("error")).isEqualTo("invalid_grant");
        Answer proved = AnnotationApp.token(Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                app.clientId(),
                "code",
                code,
                "code_verifier",
                "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        assertThat(proved.status()).as(proved.body()).isEqualTo(200);
    }

    @Test
    void of_several_redirect_urls_the_request_names_one() {
        AnnotationApp two = AnnotationApp.redirectedTo("https://one.example/cb", "com.example.app:/cb");
        assertErrorPage(two.authorizePath(Map.of()), "several redirect URLs");
        HttpResponse<String> answer = two.authorize(browser, Map.of("redirect_uri", "com.example.app:/cb"));
        assertThat(location(answer)).startsWith("com.example.app:/cb?code=");
        String popup = two.authorizePath(Map.of("redirect_uri", "com.example.app:/cb", "response_mode", "web_message"));
        assertErrorPage(popup, "A popup can only answer an app with a web address");
    }
}
