package vouchsafe.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.TravelsInTime;
import vouchsafe.WebSession;
import vouchsafe.clients.Lifetimes;

/** {@code POST /api/token}: reference sections 3.1, 3.2, 3.4 to 3.7. */
@TravelsInTime
class HypothesisTokenTest {
    private static final String CODE = "authorization_code";

    private final TestServer server = TestServer.shared();
    private final AnnotationApp app = AnnotationApp.create();
    private final WebSession browser = server.signedIn(server.member());

    private static void assertRefused(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.text("error")).isEqualTo(error);
        assertThat(answer.text("status")).isEqualTo("failure");
        assertThat(answer.text("error_description")).isNotBlank();
        assertThat(AnnotationApp.reason(answer).path("error").asString()).isEqualTo(error);
        assertThat(AnnotationApp.reason(answer).path("error_description").asString())
                .isEqualTo(answer.text("error_description"));
        assertThat(answer.header("Content-Type")).hasValue("application/json");
        assertThat(answer.header("Cache-Control")).hasValue("no-store");
        assertThat(answer.header("Access-Control-Allow-Origin")).hasValue("*");
    }

    @Test
    void a_code_is_good_once_and_a_replay_ends_what_came_of_it() {
        String code = app.code(browser);
        Answer first = app.exchange(code);
        assertThat(first.status()).isEqualTo(200);
        assertRefused(app.exchange(code), 400, "invalid_grant");
        assertThat(AnnotationApp.debug(first.text("access_token")).status()).isEqualTo(401);
    }

    @Test
    void a_failed_attempt_does_not_burn_the_code() {
        String code = app.code(browser);
        assertRefused(AnnotationApp.create().exchange(code), 400, "invalid_grant");
        Map<String, String> form = new HashMap<>(Map.of(
                "grant_type", CODE, "client_id", app.clientId(), "code", code, "redirect_uri", "https://no.example/"));
        Answer mismatch = AnnotationApp.token(form);
        assertRefused(mismatch, 400, "invalid_grant");
        assertThat(mismatch.text("error_description")).isEqualTo("Mismatching redirect URI.");
        form.put("redirect_uri", AnnotationApp.REDIRECT);
        assertThat(AnnotationApp.token(form).status()).isEqualTo(200);
    }

    @Test
    void an_unknown_or_missing_client_and_basic_are_refused_as_invalid_client() {
        assertRefused(AnnotationApp.token(Map.of("grant_type", CODE, "code", "x")), 401, "invalid_client");
        assertRefused(
                AnnotationApp.token(Map.of("grant_type", CODE, "code", "x", "client_id", "no\u0000one")),
                401,
                "invalid_client");
        Answer basic = TestApp.post(
                "/api/token",
                TestApp.encode(Map.of("grant_type", CODE, "code", "x")),
                Map.of("Authorization", TestApp.basic(app.clientId(), "no-secret-of-its")));
        assertRefused(basic, 401, "invalid_client");
    }

    @Test
    void a_missing_code_is_named_and_a_bad_one_refused() {
        Answer missing = AnnotationApp.token(Map.of("grant_type", CODE, "client_id", app.clientId()));
        assertRefused(missing, 400, "invalid_request");
        assertThat(missing.text("error_description")).isEqualTo("Missing code parameter.");
        assertRefused(app.exchange("V1bjcvKDivRUc6Sg1jhEc8ckDwyLNG"), 400, "invalid_grant");
    }

    @Test
    void a_confidential_client_must_show_its_secret_at_exchange_and_refresh() {
        AnnotationApp confidential = AnnotationApp.confidential();
        String code = confidential.code(browser);
        Map<String, String> form =
                new HashMap<>(Map.of("grant_type", CODE, "client_id", confidential.clientId(), "code", code));
        assertRefused(AnnotationApp.token(form), 401, "invalid_client");
        form.put("client_secret", "wrong");
        assertRefused(AnnotationApp.token(form), 401, "invalid_client");
        form.put("client_secret", confidential.secret());
        Answer tokens = AnnotationApp.token(form);
        assertThat(tokens.status()).isEqualTo(200);
        String refreshToken = tokens.text("refresh_token");
        assertRefused(AnnotationApp.refresh(refreshToken), 401, "invalid_client");
        Answer refreshed = AnnotationApp.token(Map.of(
                "grant_type", "refresh_token", "refresh_token", refreshToken, "client_secret", confidential.secret()));
        assertThat(refreshed.status()).isEqualTo(200);
    }

    @Test
    void refresh_derives_the_client_from_the_token_and_the_old_access_token_lives_on() {
        Answer tokens = app.connect(browser);
        Answer refreshed = AnnotationApp.token(Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                tokens.text("refresh_token"),
                "client_id",
                AnnotationApp.create().clientId()));
        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(AnnotationApp.debug(refreshed.text("access_token"))
                        .json()
                        .path("client")
                        .path("id")
                        .asString())
                .isEqualTo(app.clientId());
        assertThat(AnnotationApp.debug(tokens.text("access_token")).status()).isEqualTo(200);
    }

    @Test
    void two_tabs_that_refresh_with_the_same_token_are_both_served() {
        String refreshToken = app.connect(browser).text("refresh_token");
        Answer one = AnnotationApp.refresh(refreshToken);
        Answer other = AnnotationApp.refresh(refreshToken);
        assertThat(one.status()).isEqualTo(200);
        assertThat(other.text("access_token")).isEqualTo(one.text("access_token"));
    }

    @Test
    void a_wrong_missing_or_expired_refresh_token_is_a_400() {
        Answer wrong = AnnotationApp.refresh("4657-wrong");
        assertRefused(wrong, 400, "invalid_request");
        assertThat(wrong.text("error_description")).isEqualTo("Invalid refresh_token.");
        assertRefused(AnnotationApp.token(Map.of("grant_type", "refresh_token")), 400, "invalid_request");
        Answer tokens = app.connect(browser);
        assertRefused(AnnotationApp.refresh(tokens.text("access_token")), 400, "invalid_request");
        server.later(Duration.ofDays(8));
        assertRefused(AnnotationApp.refresh(tokens.text("refresh_token")), 400, "invalid_grant");
    }

    @Test
    void a_refresh_may_narrow_the_scope_and_never_widen_it() {
        String refreshToken = app.connect(browser).text("refresh_token");
        Answer wider = AnnotationApp.token(
                Map.of("grant_type", "refresh_token", "refresh_token", refreshToken, "scope", "everything"));
        assertRefused(wider, 400, "invalid_scope");
        Answer narrow = AnnotationApp.token(
                Map.of("grant_type", "refresh_token", "refresh_token", refreshToken, "scope", "annotation:read"));
        assertThat(narrow.text("scope")).isEqualTo("annotation:read");
    }

    @Test
    void other_grant_types_and_other_bodies_are_unsupported() {
        for (String grantType : new String[] {"client_credentials", "password", "", "nonsense"}) {
            assertRefused(
                    AnnotationApp.token(Map.of("grant_type", grantType, "client_id", app.clientId())),
                    400,
                    "unsupported_grant_type");
        }
        Answer json = TestApp.post(
                "/api/token", "{\"grant_type\":\"refresh_token\"}", Map.of("Content-Type", "application/json"));
        assertRefused(json, 400, "unsupported_grant_type");
    }

    @Test
    void a_client_of_another_grant_is_unauthorized_for_codes() {
        AnnotationApp vouching = AnnotationApp.vouching("vouching.example");
        assertRefused(vouching.exchange(app.code(browser)), 400, "unauthorized_client");
    }

    @Test
    void parameters_in_the_url_are_refused_and_get_finds_nothing() {
        assertRefused(
                TestApp.post("/api/token?client_id=x", "grant_type=refresh_token", Map.of()), 400, "invalid_request");
        assertThat(TestApp.get("/api/token", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void an_expired_access_token_is_nobodys() {
        Answer tokens = app.connect(browser);
        server.later(Lifetimes.HYPOTHESIS.access());
        assertThat(AnnotationApp.debug(tokens.text("access_token")).status()).isEqualTo(401);
        Answer profile = AnnotationApp.profile(tokens.text("access_token"));
        assertThat(profile.status()).isEqualTo(200);
        assertThat(profile.json().path("userid").isNull()).isTrue();
        assertThat(AnnotationApp.refresh(tokens.text("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void a_preflight_names_origin_methods_and_headers() {
        for (String path : new String[] {"/api/token", "/oauth/revoke"}) {
            HttpRequest.Builder preflight = HttpRequest.newBuilder(URI.create(server.url(path)))
                    .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                    .header("Access-Control-Request-Method", "POST");
            Answer answer = TestApp.send(
                    preflight.copy().header("Origin", "https://page.example").build());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.header("Access-Control-Allow-Origin")).hasValue("https://page.example");
            assertThat(answer.header("Access-Control-Allow-Methods").orElse("").split(", "))
                    .containsExactlyInAnyOrder("OPTIONS", "HEAD", "GET", "PATCH", "POST", "PUT", "DELETE");
            assertThat(answer.header("Access-Control-Allow-Headers"))
                    .hasValue("Authorization, Content-Type, Hypothesis-Client-Version, X-Client-Id");
            assertThat(answer.header("Access-Control-Max-Age")).hasValue("86400");
            Answer without = TestApp.send(preflight.build());
            assertThat(without.status()).isEqualTo(400);
            assertThat(without.body()).contains("CORS preflight request lacks Origin header.");
        }
    }

    @Test
    void the_token_of_a_refresh_is_no_bearer_and_nobody_is_told_apart() {
        Answer tokens = app.connect(browser);
        assertThat(AnnotationApp.debug(tokens.text("refresh_token")).status()).isEqualTo(401);
        assertThat(AnnotationApp.debug("wrong").text("error_description"))
                .isEqualTo("Bearer token does not exist or is expired");
        Answer none = TestApp.get("/api/debug-token", Map.of());
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.text("error")).isEqualTo("missing_token");
        Answer known = AnnotationApp.debug(tokens.text("access_token"));
        assertThat(known.json().path("client").path("id").asString()).isEqualTo(app.clientId());
        assertThat(known.json().path("expired").asBoolean()).isFalse();
        assertThat(known.json().has("expires_at")).isTrue();
        assertThat(known.json().has("issued_at")).isTrue();
    }
}
