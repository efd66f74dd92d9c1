package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static vouchsafe.checklist.Redirects.assertToldApp;
import static vouchsafe.checklist.StandardApp.assertRefused;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.clients.Clients;

/** Checklist group PK: proof keys (RFC 7636). */
class ProofKeyTest {
    private static final Map<String, String> NO_CHALLENGE = Map.of("code_challenge", "", "code_challenge_method", "");

    private static WebSession member;

    @BeforeAll
    static void signIn() {
        member = TestServer.shared().signedIn(TestServer.shared().member());
    }

    private static void assertInvalid(StandardApp app, Map<String, String> changes) {
        assertToldApp(member.get(app.authorizePath(changes)), app.redirectUri(), "invalid_request");
    }

    @Test
    void PK_01_an_app_without_a_secret_must_send_a_challenge() {
        StandardApp app = StandardApp.publicApp();
        // Also where somebody forgot to require it of this client.
        TestServer.shared()
                .bean(Clients.class)
                .update(app.client().id(), "Public", app.client().redirectUris(), false);
        assertInvalid(app, NO_CHALLENGE);
        app.stillWorks(member);
    }

    /** Required unless the owner says no. Projects start without, since the apps written for them send none. */
    @Test
    void PK_02_an_app_with_a_secret_must_send_one_where_its_registration_says_so() {
        StandardApp app = StandardApp.confidential();
        assertInvalid(app, NO_CHALLENGE);
        app.stillWorks(member);

        TestApp project = TestApp.create();
        assertThat(project.connect(member).status()).isEqualTo(200);
        TestServer.shared()
                .bean(Clients.class)
                .update(project.client().id(), "Strict", project.client().redirectUris(), true);
        assertToldApp(member.get(project.authorizePath(Map.of())), project.redirectUri(), "invalid_request");
    }

    @Test
    void PK_03_plain_challenges_are_refused() {
        StandardApp app = StandardApp.confidential();
        assertInvalid(app, Map.of("code_challenge_method", "plain"));
        assertInvalid(app, Map.of("code_challenge_method", ""));
        assertInvalid(app, Map.of("code_challenge_method", "s256"));
        app.stillWorks(member);
    }

    @Test
    void PK_04_a_method_needs_a_challenge_and_must_be_known() {
        StandardApp app = StandardApp.confidential();
        assertInvalid(app, Map.of("code_challenge", ""));
        assertInvalid(app, Map.of("code_challenge_method", "S512"));
        TestApp project = TestApp.create();
        assertToldApp(
                member.get(project.authorizePath(Map.of("code_challenge_method", "S256"))),
                project.redirectUri(),
                "invalid_request");
        app.stillWorks(member);
    }

    @Test
    void PK_05_malformed_challenges_are_refused() {
        StandardApp app = StandardApp.confidential();
        String good = app.pkce().challenge();
        for (String challenge : List.of(
                good.substring(1),
                good + "A",
                "a".repeat(129),
                good.substring(1) + "&",
                good.substring(1) + "+",
                good.substring(1) + "=",
                good.substring(1) + " ",
                good.substring(1) + "é")) {
            assertInvalid(app, Map.of("code_challenge", challenge));
        }
        app.stillWorks(member);
    }

    /** The code stays good for whoever has the verifier: a stranger can't spoil it. */
    @Test
    void PK_06_after_a_challenge_the_verifier_is_needed() {
        StandardApp app = StandardApp.confidential();
        String code = app.code(member);
        assertRefused(app.exchange(code, Map.of("code_verifier", "")), 400, "invalid_grant");
        assertThat(app.exchange(code).status()).isEqualTo(200);

        TestApp project = TestApp.create();
        Pkce pkce = Pkce.random();
        String bound =
                project.code(member, Map.of("code_challenge", pkce.challenge(), "code_challenge_method", "S256"));
        assertRefused(project.exchange(bound), 400, "invalid_grant");
    }

    @Test
    void PK_07_a_wrong_verifier_gets_nothing() {
        StandardApp app = StandardApp.confidential();
        String code = app.code(member);
        assertRefused(app.exchange(code, Map.of("code_verifier", Pkce.random().verifier())), 400, "invalid_grant");
        assertRefused(app.exchange(code, Map.of("code_verifier", app.pkce().verifier() + "A")), 400, "invalid_grant");
        assertThat(app.exchange(code).status()).isEqualTo(200);
    }

    @Test
    void PK_08_the_challenge_is_no_verifier() {
        StandardApp app = StandardApp.publicApp();
        String code = app.code(member);
        assertRefused(app.exchange(code, Map.of("code_verifier", app.pkce().challenge())), 400, "invalid_grant");
        assertThat(app.exchange(code).status()).isEqualTo(200);
    }

    @Test
    void PK_09_a_verifier_without_a_challenge_gets_nothing() {
        TestApp project = TestApp.create();
        String code = project.code(member);
        Map<String, String> form = Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                project.redirectUri(),
                "code_verifier",
                Pkce.random().verifier());
        assertRefused(project.token(form), 400, "invalid_grant");
        assertThat(project.exchange(code).status()).isEqualTo(200);
    }

    @Test
    void PK_10_an_empty_challenge_is_not_no_challenge() {
        TestApp project = TestApp.create();
        for (String empty :
                List.of("&code_challenge=", "&code_challenge=&code_challenge_method=S256", "&code_challenge")) {
            assertToldApp(
                    member.get(project.authorizePath(Map.of()) + empty), project.redirectUri(), "invalid_request");
        }
        assertThat(project.connect(member).status()).isEqualTo(200);
    }

    @Test
    void PK_11_short_and_malformed_verifiers_are_refused() {
        for (String verifier : List.of("a".repeat(42), "a".repeat(129), "a".repeat(42) + "!", "é".repeat(50))) {
            StandardApp app = StandardApp.confidential();
            StandardApp matching = new StandardApp(app.client(), app.secret(), Pkce.of(verifier), app.server());
            String code = matching.code(member);
            assertRefused(matching.exchange(code), 400, "invalid_grant");
        }
    }

    @Test
    void PK_12_the_metadata_names_S256_and_nothing_else() {
        Answer metadata = TestApp.get("/.well-known/oauth-authorization-server", Map.of());
        assertThat(metadata.json().path("code_challenge_methods_supported").valueStream())
                .map(JsonNode::asString)
                .containsExactly("S256");
    }
}
