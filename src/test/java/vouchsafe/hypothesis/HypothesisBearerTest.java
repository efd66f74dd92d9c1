package vouchsafe.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.AccountDeletion;
import vouchsafe.accounts.Member;
import vouchsafe.oauth.DeveloperTokens;

/** Whom a bearer token speaks for: _bearer_token_test.py, auth_token_test.py and debug-token of section 8. */
class HypothesisBearerTest {
    private final TestServer server = TestServer.shared();
    private final Member member = server.member();

    private String developerToken() {
        return server.bean(DeveloperTokens.class).make(member.credentials()).reveal();
    }

    private static Answer profile(String authorization) {
        Answer profile = TestApp.get("/api/profile", Map.of("Authorization", authorization));
        assertThat(profile.status()).isEqualTo(200);
        return profile;
    }

    @Test
    void a_token_stands_behind_the_word_bearer_and_nowhere_else() {
        String token = developerToken();
        for (String header : List.of("Bearer " + token, "Bearer    " + token + "  ", "bearer " + token)) {
            assertThat(profile(header).text("userid")).as(header).isEqualTo("acct:" + member.username() + "@127.0.0.1");
        }
        for (String header : List.of(
                token,
                "Bearer",
                "Bearer ",
                "Bearer" + token,
                "Token " + token,
                "Bearer x" + token,
                "Bearer " + token + " x",
                "Basic " + token,
                TestApp.basic(token, ""))) {
            assertThat(profile(header).json().path("userid").isNull())
                    .as(header)
                    .isTrue();
        }
    }

    @Test
    void a_token_in_the_url_is_for_sockets_only() {
        String token = developerToken();
        assertThat(TestApp.get("/api/profile?access_token=" + token, Map.of())
                        .json()
                        .path("userid")
                        .isNull())
                .isTrue();
        assertThat(TestApp.get("/api/debug-token?access_token=" + token, Map.of())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void the_tokens_of_a_member_who_is_gone_are_nobodys() {
        String own = developerToken();
        String apps = AnnotationApp.create().connect(server.signedIn(member)).text("access_token");
        assertThat(server.bean(AccountDeletion.class).delete(member, member.credentials(), false))
                .isEmpty();
        for (String token : List.of(own, apps)) {
            assertThat(AnnotationApp.profile(token).json().path("userid").isNull())
                    .isTrue();
            assertThat(AnnotationApp.debug(token).status()).isEqualTo(401);
        }
    }

    @Test
    void debug_token_says_whose_token_it_is_through_which_app_and_for_how_long() {
        AnnotationApp app = AnnotationApp.create();
        JsonNode known = AnnotationApp.debug(
                        app.connect(server.signedIn(member)).text("access_token"))
                .json();
        assertThat(known.propertyNames())
                .containsExactlyInAnyOrder("userid", "issued_at", "expires_at", "expired", "client");
        assertThat(known.path("client").propertyNames()).containsExactlyInAnyOrder("id", "name");
        assertThat(known.path("client").path("name").asString()).isEqualTo("Annotator");
        JsonNode own = AnnotationApp.debug(developerToken()).json();
        assertThat(own.propertyNames()).containsExactlyInAnyOrder("userid", "issued_at", "expires_at", "expired");
        assertThat(own.path("expires_at").isNull()).isTrue();
        assertThat(own.path("expired").asBoolean(true)).isFalse();
    }

    @Test
    void debug_token_says_what_is_wrong_with_a_token() {
        for (Answer none : List.of(
                TestApp.get("/api/debug-token", Map.of()),
                TestApp.get("/api/debug-token", Map.of("Authorization", "Bearer ")),
                TestApp.get("/api/debug-token", Map.of("Authorization", "Basic eDp4")))) {
            assertThat(none.status()).isEqualTo(401);
            assertThat(none.json().propertyNames()).containsExactlyInAnyOrder("error", "error_description");
            assertThat(none.text("error")).isEqualTo("missing_token");
            assertThat(none.text("error_description"))
                    .isEqualTo("Bearer token is missing in Authorization HTTP header");
        }
        Answer invalid = AnnotationApp.debug("5768-nothing");
        assertThat(invalid.status()).isEqualTo(401);
        assertThat(invalid.text("error")).isEqualTo("missing_token");
        assertThat(invalid.text("error_description")).isEqualTo("Bearer token does not exist or is expired");
    }
}
