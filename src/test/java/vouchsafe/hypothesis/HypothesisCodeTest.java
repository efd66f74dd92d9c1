package vouchsafe.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vouchsafe.Answer;
import vouchsafe.MultipartForm;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.TravelsInTime;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;

/** Codes and what they are exchanged for: tests/unit/h/services/oauth/_validator_test.py of section 8. */
@TravelsInTime
class HypothesisCodeTest {
    private static final List<String> NOBODY = List.of(
            "nobody",
            "510cd02e-767b-11e7-b34b-ebcff2e51409",
            "510cd02e-767b-11e7-b34b",
            "'",
            "%",
            "\u0000",
            "\ud83d\ude00",
            "x".repeat(4000));

    private final TestServer server = TestServer.shared();
    private final AnnotationApp app = AnnotationApp.create();
    private final Member member = server.member();
    private final WebSession browser = server.signedIn(member);

    private static void assertRefused(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.text("error")).isEqualTo(error);
        assertThat(AnnotationApp.reason(answer).path("error").asString()).isEqualTo(error);
    }

    private Map<String, String> form(String code) {
        return new HashMap<>(Map.of("grant_type", "authorization_code", "client_id", app.clientId(), "code", code));
    }

    @Test
    void a_code_is_good_for_ten_minutes() {
        String code = app.code(browser);
        server.later(Duration.ofMinutes(9));
        assertThat(app.exchange(code).status()).isEqualTo(200);
        String late = app.code(browser);
        server.later(Duration.ofMinutes(10));
        assertRefused(app.exchange(late), 400, "invalid_grant");
    }

    @Test
    void a_redirect_url_is_the_registered_one_to_the_letter_at_both_endpoints() {
        String code = app.code(browser);
        Map<String, String> form = form(code);
        for (String other : List.of(
                "https://myapp.example.com/other",
                "https://other.example.com/authorize",
                "http://myapp.example.com/authorize",
                "https://myapp.example.com:444/authorize",
                AnnotationApp.REDIRECT + "/",
                AnnotationApp.REDIRECT + "?x=1",
                "/authorize")) {
            assertThat(browser.get(app.authorizePath(Map.of("redirect_uri", other)))
                            .statusCode())
                    .as(other)
                    .isEqualTo(400);
            form.put("redirect_uri", other);
            Answer refused = AnnotationApp.token(form);
            assertRefused(refused, 400, "invalid_grant");
            assertThat(refused.text("error_description")).as(other).isEqualTo("Mismatching redirect URI.");
        }
        form.remove("redirect_uri");
        assertThat(AnnotationApp.token(form).status()).isEqualTo(200);
    }

    @Test
    void a_client_id_that_nobody_has_is_invalid_however_it_is_formed() {
        for (String clientId : NOBODY) {
            Map<String, String> form = form("x");
            form.put("client_id", clientId);
            assertRefused(AnnotationApp.token(form), 401, "invalid_client");
            form.put("client_secret", "secret");
            assertRefused(AnnotationApp.token(form), 401, "invalid_client");
            HttpResponse<String> page = browser.get(app.authorizePath(Map.of("client_id", clientId)));
            assertThat(page.statusCode()).as(clientId).isEqualTo(400);
            assertThat(page.body())
                    .containsAnyOf(
                            "Error while authorizing application",
                            "This request could not be read",
                            "A field has a character that can't be kept");
        }
    }

    @Test
    void a_code_that_never_was_leaves_everything_as_it_is() {
        Answer tokens = app.connect(browser);
        for (String code : List.of("V1bjcvKDivRUc6Sg1jhEc8ckDwyLNG", "\u0000", tokens.text("refresh_token"))) {
            assertRefused(app.exchange(code), 400, "invalid_grant");
        }
        assertThat(AnnotationApp.debug(tokens.text("access_token")).status()).isEqualTo(200);
    }

    @Test
    void a_client_registered_for_no_grant_gets_no_code_and_no_tokens() {
        AnnotationApp none = AnnotationApp.create(Set.of(), false, true, false, null, AnnotationApp.REDIRECT);
        HttpResponse<String> page = browser.get(none.authorizePath(Map.of()));
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("not registered for the authorization code grant");
        assertRefused(none.exchange(app.code(browser)), 400, "unauthorized_client");
    }

    @Test
    void tokens_are_the_members_and_the_apps_for_an_hour_and_for_seven_days() {
        Answer tokens = app.connect(browser);
        JsonNode known = AnnotationApp.debug(tokens.text("access_token")).json();
        assertThat(known.path("userid").asString()).isEqualTo("acct:" + member.username() + "@127.0.0.1");
        assertThat(known.path("client").path("id").asString()).isEqualTo(app.clientId());
        Instant issuedAt = Instant.parse(known.path("issued_at").asString());
        assertThat(Instant.parse(known.path("expires_at").asString())).isEqualTo(issuedAt.plus(Duration.ofHours(1)));
        server.later(Duration.ofDays(7).minusMinutes(1));
        Answer refreshed = AnnotationApp.refresh(tokens.text("refresh_token"));
        assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
        server.later(Duration.ofDays(7));
        assertRefused(AnnotationApp.refresh(refreshed.text("refresh_token")), 400, "invalid_grant");
    }

    @Test
    void a_token_answer_is_json_that_nobody_keeps_and_any_page_may_read() {
        Map<String, String> html = Map.of("Accept", "text/html");
        Answer tokens = TestApp.post("/api/token", TestApp.encode(form(app.code(browser))), html);
        Answer refused = TestApp.post("/api/token", TestApp.encode(form("x")), html);
        assertThat(tokens.status()).isEqualTo(200);
        assertThat(refused.status()).isEqualTo(400);
        for (Answer answer : List.of(tokens, refused)) {
            assertThat(answer.header("Content-Type")).hasValue("application/json");
            assertThat(answer.header("Cache-Control")).hasValue("no-store");
            assertThat(answer.header("Access-Control-Allow-Origin")).hasValue("*");
            assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
            assertThat(answer.header("Hypothesis-Media-Type")).hasValue("application/vnd.hypothesis.v1+json");
            assertThat(answer.header("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void a_form_may_come_as_multipart_too() {
        Answer tokens =
                TestApp.send(new MultipartForm().fields(form(app.code(browser))).to(server.url("/api/token")));
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
    }
}
