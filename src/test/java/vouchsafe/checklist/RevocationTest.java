package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static vouchsafe.checklist.StandardApp.alive;
import static vouchsafe.checklist.StandardApp.assertRefused;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.TravelsInTime;
import vouchsafe.WebSession;

/** Checklist group RV: revocation (RFC 7009). */
@TravelsInTime
class RevocationTest {
    private static WebSession member;

    @BeforeAll
    static void signIn() {
        member = TestServer.shared().signedIn(TestServer.shared().member());
    }

    private static void assertDead(StandardApp app, Answer tokens) {
        assertThat(alive(tokens.text("access_token"))).isFalse();
        assertRefused(app.refresh(tokens.text("refresh_token")), 400, "invalid_grant");
    }

    private static void assertAlive(StandardApp app, Answer tokens) {
        assertThat(alive(tokens.text("access_token"))).isTrue();
        assertThat(app.refresh(tokens.text("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void RV_01_revoking_a_refresh_token_ends_all_of_its_sign_in_at_once() {
        StandardApp app = StandardApp.confidential();
        Answer tokens = app.connect(member);
        Answer other = app.connect(member);
        assertThat(alive(tokens.text("access_token"))).isTrue();
        Answer revoked = app.revoke(tokens.text("refresh_token"));
        assertThat(revoked.status()).isEqualTo(200);
        assertDead(app, tokens);
        assertAlive(app, other);
    }

    @Test
    void RV_02_revoking_an_access_token_ends_its_refresh_token_too() {
        StandardApp app = StandardApp.confidential();
        Answer tokens = app.connect(member);
        assertThat(app.revoke(tokens.text("access_token")).status()).isEqualTo(200);
        assertDead(app, tokens);

        Answer narrow = app.refresh(app.connect(member).text("refresh_token"), "read");
        assertThat(app.revoke(narrow.text("access_token")).status()).isEqualTo(200);
        assertDead(app, narrow);
    }

    @Test
    void RV_03_garbage_and_revoked_tokens_answer_200() {
        StandardApp app = StandardApp.confidential();
        Answer tokens = app.connect(member);
        for (String token :
                List.of("garbage", "4657-", "é", tokens.text("refresh_token"), tokens.text("refresh_token"))) {
            Answer answer = app.revoke(token);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json()).isEmpty();
        }
    }

    @Test
    void RV_04_another_clients_token_stays_alive() {
        StandardApp app = StandardApp.confidential();
        Answer tokens = app.connect(member);
        StandardApp stranger = StandardApp.confidential();
        assertThat(stranger.revoke(tokens.text("refresh_token")).status()).isEqualTo(200);
        assertThat(stranger.revoke(tokens.text("access_token")).status()).isEqualTo(200);
        assertAlive(app, tokens);
    }

    @Test
    void RV_05_an_app_without_a_secret_revokes_its_own_and_only_its_own() {
        StandardApp app = StandardApp.publicApp();
        Answer tokens = app.connect(member);
        StandardApp stranger = StandardApp.publicApp();
        stranger.revoke(tokens.text("refresh_token"));
        stranger.revoke(tokens.text("access_token"));
        assertThat(alive(tokens.text("access_token"))).isTrue();
        Answer next = app.refresh(tokens.text("refresh_token"));
        assertThat(app.revoke(next.text("refresh_token")).status()).isEqualTo(200);
        assertDead(app, next);
    }

    @Test
    void RV_06_an_app_with_a_secret_revokes_with_it() {
        StandardApp app = StandardApp.confidential();
        Answer tokens = app.connect(member);
        Map<String, String> form = Map.of("token", tokens.text("refresh_token"), "client_id", app.clientId());
        for (Answer answer : List.of(
                TestApp.post("/oauth2/revoke", TestApp.encode(form), Map.of()),
                TestApp.post("/oauth2/revoke", TestApp.encode(Map.of("token", form.get("token"))), Map.of()),
                TestApp.post(
                        "/oauth2/revoke",
                        TestApp.encode(form),
                        Map.of("Authorization", TestApp.basic(app.clientId(), "wrong"))))) {
            assertRefused(answer, 401, "invalid_client");
        }
        assertAlive(app, tokens);
    }

    @Test
    void RV_07_hints_change_nothing() {
        StandardApp app = StandardApp.confidential();
        for (String hint : List.of("access_token", "refresh_token", "saml", "")) {
            Answer tokens = app.connect(member);
            Map<String, String> form = Map.of("token", tokens.text("refresh_token"), "token_type_hint", hint);
            Answer answer = TestApp.post(
                    "/oauth2/revoke",
                    TestApp.encode(form),
                    Map.of("Authorization", TestApp.basic(app.clientId(), app.secret())));
            assertThat(answer.status()).isEqualTo(200);
            assertDead(app, tokens);
        }
    }

    @Test
    void RV_09_revocation_is_a_post_without_a_query() {
        StandardApp app = StandardApp.confidential();
        Answer tokens = app.connect(member);
        Map<String, String> basic = Map.of("Authorization", TestApp.basic(app.clientId(), app.secret()));
        String query = "/oauth2/revoke_token/?token=" + tokens.text("refresh_token");
        Answer got = TestApp.get(query, basic);
        assertThat(got.status()).isEqualTo(405);
        assertThat(got.header("Allow")).contains("POST");
        assertRefused(TestApp.post(query, "", basic), 400, "invalid_request");
        assertRefused(TestApp.post("/oauth2/revoke_token/", "", basic), 400, "invalid_request");
        assertAlive(app, tokens);
    }

    @Test
    void RV_10_a_refresh_token_can_be_revoked_after_its_access_token_has_expired() {
        StandardApp app = StandardApp.confidential();
        Answer tokens = app.connect(member);
        TestServer.shared().later(Duration.ofHours(2));
        assertThat(app.revoke(tokens.text("access_token")).status()).isEqualTo(200);
        assertDead(app, tokens);
    }

    @Test
    void RV_11_a_member_who_withdraws_ends_every_token_of_the_project() {
        TestApp project = TestApp.create();
        WebSession person = TestServer.shared().signedIn(TestServer.shared().member());
        Answer first = project.connect(person);
        Answer second = project.connect(person);
        String code = project.code(person);
        Withdrawals.withdraw(second);
        for (Answer tokens : List.of(first, second)) {
            assertThat(alive(tokens.text("access_token"))).isFalse();
            assertRefused(project.refresh(tokens.text("refresh_token")), 400, "invalid_grant");
        }
        assertRefused(project.exchange(code), 400, "invalid_grant");
        // Coming back gives new tokens, and does not wake the old ones.
        Answer back = project.connect(person);
        assertThat(alive(back.text("access_token"))).isTrue();
        assertThat(alive(second.text("access_token"))).isFalse();
        assertRefused(project.refresh(first.text("refresh_token")), 400, "invalid_grant");
    }

    @Test
    void EN_05_a_token_that_came_over_plain_http_is_revoked() throws Exception {
        StandardApp app = StandardApp.confidential();
        Answer tokens = app.connect(member);
        try (Node node = Node.behindTls();
                HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(node.url() + "/api/direct-sharing/project/exchange-member/"))
                    .header("Authorization", "Bearer " + tokens.text("access_token"))
                    .header("X-Forwarded-Proto", "http")
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("over https only");
        }
        assertRefused(app.refresh(tokens.text("refresh_token")), 400, "invalid_grant");
    }
}
