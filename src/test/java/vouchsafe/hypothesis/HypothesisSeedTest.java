package vouchsafe.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;

/** The requests of the seed page "Using OAuth", as they stand there but for ids, codes and host. */
class HypothesisSeedTest {
    private final TestServer server = TestServer.shared();

    @Test
    void the_authorization_request_of_the_seed_leads_to_a_code_at_the_redirect_url() {
        AnnotationApp app = AnnotationApp.redirectedTo("https://myapp.com/authorize");
        WebSession browser = server.signedIn(server.member());
        String request = "/oauth/authorize?client_id=" + app.clientId()
                + "&redirect_uri=https%3A%2F%2Fmyapp.com%2Fauthorize&response_type=code&state=aa3d3062b4dbe0a1";
        HttpResponse<String> page = browser.get(request);
        assertThat(page.statusCode()).isEqualTo(200);
        HttpResponse<String> answer = browser.post(request, TestApp.answer(page, Map.of()));
        String location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith("https://myapp.com/authorize?code=");
        assertThat(TestApp.query(location))
                .containsEntry("state", "aa3d3062b4dbe0a1")
                .containsKey("iss");
        Answer tokens = TestApp.post(
                "/api/token",
                "client_id=" + app.clientId() + "&code="
                        + TestApp.query(location).get("code") + "&grant_type=authorization_code",
                Map.of());
        assertSeedAnswer(tokens);
    }

    @Test
    void the_exchange_refresh_and_revocation_requests_of_the_seed_give_the_responses_it_shows() {
        AnnotationApp app = AnnotationApp.create();
        Member member = server.member();
        String code = app.code(server.signedIn(member));
        Answer tokens = TestApp.post(
                "/api/token",
                "client_id=" + app.clientId() + "&code=" + code + "&grant_type=authorization_code",
                Map.of());
        assertSeedAnswer(tokens);
        assertThat(AnnotationApp.debug(tokens.text("access_token")).text("userid"))
                .isEqualTo("acct:" + member.username() + "@127.0.0.1");
        Answer refreshed = TestApp.post(
                "/api/token", "grant_type=refresh_token&refresh_token=" + tokens.text("refresh_token"), Map.of());
        assertSeedAnswer(refreshed);
        assertThat(refreshed.text("access_token")).isNotEqualTo(tokens.text("access_token"));
        Answer revoked = TestApp.post("/oauth/revoke", "token=" + refreshed.text("access_token"), Map.of());
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.body()).isEqualTo("{}");
        assertThat(AnnotationApp.debug(refreshed.text("access_token")).status()).isEqualTo(401);
    }

    private static void assertSeedAnswer(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).hasValue("application/json");
        assertThat(answer.header("Cache-Control")).hasValue("no-store");
        assertThat(answer.json().propertyNames())
                .containsExactlyInAnyOrder("token_type", "access_token", "expires_in", "refresh_token", "scope");
        assertThat(answer.text("token_type")).isEqualTo("Bearer");
        assertThat(answer.text("access_token")).startsWith("5768-");
        assertThat(answer.text("refresh_token")).startsWith("4657-");
        assertThat(answer.json().path("expires_in").isIntegralNumber()).isTrue();
        assertThat(answer.json().path("expires_in").asInt()).isBetween(3590, 3600);
        assertThat(answer.text("scope")).isEqualTo("annotation:read annotation:write");
    }
}
