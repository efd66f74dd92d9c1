package vouchsafe.portal.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;

/** A project's page offers to require PKCE (RFC 7636) once each sign-in of its app sends a challenge. */
class RequirePkceTest {
    private static final Map<String, String> CHALLENGE =
            Map.of("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "code_challenge_method", "S256");

    private final TestServer server = TestServer.shared();
    private final Member coordinator = server.member();
    private final TestApp app = TestApp.create(coordinator, Map.of());
    private final WebSession browser = server.signedIn(coordinator);
    private final String page = app.project().detailPath();

    @Test
    void an_app_that_sends_a_challenge_each_time_is_held_to_it_with_one_click() {
        assertThat(browser.get(page).body()).doesNotContain("require-pkce/");
        app.code(server.signedIn(server.member()), CHALLENGE);
        app.code(server.signedIn(server.member()), CHALLENGE);
        assertThat(browser.get(page).body()).contains("Each of its 2 sign-ins sent a PKCE challenge");

        HttpResponse<String> pressed = browser.post(page + "require-pkce/", Map.of());
        assertThat(pressed.statusCode()).isEqualTo(303);
        assertThat(browser.get(page).body()).contains("PKCE is required now").doesNotContain("require-pkce/");
        Map<String, String> refused = TestApp.query(app.authorize(server.signedIn(server.member()), Map.of())
                .headers()
                .firstValue("Location")
                .orElseThrow());
        assertThat(refused).containsEntry("error", "invalid_request");
        app.code(server.signedIn(server.member()), CHALLENGE);
    }

    @Test
    void one_sign_in_without_a_challenge_takes_the_offer_back() {
        app.code(server.signedIn(server.member()), CHALLENGE);
        app.code(server.signedIn(server.member()));
        assertThat(browser.get(page).body()).doesNotContain("require-pkce/");
    }

    @Test
    void nobody_else_can_press_it() {
        WebSession other = server.signedIn(server.member());
        other.get("/");
        assertThat(other.post(page + "require-pkce/", Map.of()).statusCode()).isIn(403, 404);
        app.code(server.signedIn(server.member()));
    }
}
