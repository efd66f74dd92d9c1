package vouchsafe.clientsofothers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program of another language on its way from sign-in to revocation: it prints where to send the member, reads where
 * the member came back to, and prints what it saw.
 */
record Walk(List<String> command) {

    /** What it saw, or what it was refused with. */
    JsonNode run(LibraryApp app, String credentials) throws Exception {
        Map<String, String> settings = Map.of(
                "CREDENTIALS", credentials,
                "CLIENT_ID", app.clientId(),
                "CLIENT_SECRET", app.secret(),
                "REDIRECT_URI", app.redirectUri(),
                "SCOPES", String.join(" ", app.at().scopes()),
                "AUTHORIZE", app.at().authorize(),
                "TOKEN", app.at().token(),
                "REVOKE", app.at().revoke(),
                "WHO_AM_I", app.at().whoAmI());
        try (Script script = Script.start(command, settings)) {
            script.write(app.allow(script.read()));
            return JsonMapper.shared().readTree(script.rest().getLast());
        }
    }

    /** All of it goes well, and at its end the tokens are dead. */
    void toItsEnd(LibraryApp app, String credentials) throws Exception {
        JsonNode seen = run(app, credentials);
        assertThat(seen.path("type").asString()).as(seen.toString()).isEqualTo("Bearer");
        int lifetime = app.at() == Addresses.PROJECTS ? 36_000 : 3600;
        assertThat(seen.path("seconds").asInt()).isBetween(lifetime - 600, lifetime);
        assertThat(seen.path("status").asInt()).isEqualTo(200);
        if (app.at() != Addresses.STANDARD) {
            assertThat(seen.path("me").path(app.at().nameKey()).asString()).isNotEmpty();
        }
        assertThat(seen.path("rotated").asBoolean()).isTrue();
        assertThat(seen.path("again").asInt()).isEqualTo(200);
        assertThat(seen.path("revoked").asInt()).isEqualTo(200);
        assertThat(seen.path("refused").asString()).isEqualTo("invalid_grant");
        assertThat(app.isAlive(seen.path("access").asString())).isFalse();
    }

    /** It reads the refusal of a secret that is wrong as what it is. */
    void withAWrongSecret(LibraryApp app, String credentials) throws Exception {
        assertThat(run(app.withWrongSecret(), credentials).path("refused").asString())
                .isEqualTo("invalid_client");
    }
}
