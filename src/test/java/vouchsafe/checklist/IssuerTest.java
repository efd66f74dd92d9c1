package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;

/** Checklist group IS: every answer says who gives it (RFC 9207). */
class IssuerTest {
    private final WebSession member =
            TestServer.shared().signedIn(TestServer.shared().member());

    private static Answer metadata() {
        Answer metadata = TestApp.get("/.well-known/oauth-authorization-server", Map.of());
        assertThat(metadata.status()).isEqualTo(200);
        return metadata;
    }

    @Test
    void IS_01_success_and_error_carry_the_issuer_of_the_metadata() {
        String issuer = metadata().text("issuer");
        assertThat(metadata()
                        .json()
                        .path("authorization_response_iss_parameter_supported")
                        .asBoolean())
                .isTrue();
        StandardApp app = StandardApp.confidential();
        String success = Redirects.location(app.authorize(member, Map.of()));
        String error = Redirects.location(member.get(app.authorizePath(Map.of("response_type", "token"))));
        String page = Redirects.location(TestApp.create().authorize(member, Map.of()));
        for (String location : List.of(success, error, page)) {
            assertThat(TestApp.values(location, "iss")).containsExactly(issuer);
        }
    }

    @Test
    void IS_02_also_without_state() {
        String issuer = metadata().text("issuer");
        StandardApp app = StandardApp.confidential();
        for (Map<String, String> changes : List.of(
                Map.of("state", ""), Map.of("state", "", "response_type", ""), Map.of("state", "", "scope", "x"))) {
            String location = Redirects.location(app.authorize(member, changes));
            assertThat(TestApp.values(location, "iss")).containsExactly(issuer);
            assertThat(TestApp.values(location, "state")).isEmpty();
        }
    }
}
