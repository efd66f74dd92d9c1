package vouchsafe.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;

/** One real member authorizes one real project. */
class MainFlowTest {
    @Test
    void a_member_authorizes_and_the_app_exchanges_and_refreshes() {
        TestApp app = TestApp.create();
        WebSession member = TestServer.shared().signedIn(TestServer.shared().member());

        HttpResponse<String> redirect = app.authorize(member, Map.of("state", "xyz"));
        assertThat(redirect.statusCode()).isEqualTo(303);
        Map<String, String> query =
                TestApp.query(redirect.headers().firstValue("Location").orElseThrow());
        assertThat(query)
                .containsEntry("state", "xyz")
                .containsEntry("origin", "external")
                .containsKey("iss");

        Answer tokens = app.exchange(query.getOrDefault("code", ""));
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        assertThat(tokens.text("access_token")).startsWith("5768-").hasSize(65);
        assertThat(tokens.json().path("expires_in").asInt()).isEqualTo(36000);
        assertThat(tokens.text("token_type")).isEqualTo("Bearer");

        Answer fresh = app.refresh(tokens.text("refresh_token"));
        assertThat(fresh.status()).as(fresh.body()).isEqualTo(200);
        assertThat(fresh.text("refresh_token")).isNotEqualTo(tokens.text("refresh_token"));

        assertThat(app.revoke(fresh.text("access_token")).status()).isEqualTo(200);
        assertThat(app.refresh(fresh.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
    }
}
