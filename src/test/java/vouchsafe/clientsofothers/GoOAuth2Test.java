package vouchsafe.clientsofothers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Go's own OAuth package goes the whole way from sign-in to revocation, whichever way it shows who it is. */
@Tag("clients")
class GoOAuth2Test {
    /** {@code AuthStyleInHeader}, {@code AuthStyleInParams} and {@code AuthStyleAutoDetect}. */
    private static final List<String> WAYS = List.of("header", "params", "auto");

    private static String program;

    @BeforeAll
    static void compile() {
        program = Tools.goProgram("oauth2_client.go");
    }

    private static JsonNode run(LibraryApp app, String way) throws Exception {
        Map<String, String> settings = Map.of(
                "CREDENTIALS", way,
                "CLIENT_ID", app.clientId(),
                "CLIENT_SECRET", app.secret(),
                "REDIRECT_URI", app.redirectUri(),
                "SCOPES", String.join(" ", app.at().scopes()),
                "AUTHORIZE", app.at().authorize(),
                "TOKEN", app.at().token(),
                "REVOKE", app.at().revoke(),
                "WHO_AM_I", app.at().whoAmI());
        try (Script script = Script.start(List.of(program), settings)) {
            script.write(app.allow(script.read()));
            return JsonMapper.shared().readTree(script.rest().getLast());
        }
    }

    private static void goAllTheWay(LibraryApp app, String way) throws Exception {
        JsonNode seen = run(app, way);
        assertThat(seen.path("type").asString()).as(seen.toString()).isEqualTo("Bearer");
        assertThat(seen.path("seconds").asInt()).isPositive();
        assertThat(seen.path("status").asInt()).isEqualTo(200);
        if (app.at() != Addresses.STANDARD) {
            assertThat(seen.path("me").path(app.at().nameKey()).asString()).isNotEmpty();
        }
        assertThat(seen.path("rotated").asBoolean()).isTrue();
        assertThat(seen.path("again").asInt()).isEqualTo(200);
        assertThat(seen.path("revoked").asInt()).isEqualTo(200);
        assertThat(seen.path("refused").asString()).isIn("invalid_grant", "invalid_request");
        assertThat(app.isAlive(seen.path("access").asString())).isFalse();
    }

    @Test
    void a_project_in_each_way() throws Exception {
        for (String way : WAYS) {
            goAllTheWay(LibraryApp.project(LibraryApp.CALLBACK), way);
        }
    }

    @Test
    void an_annotation_client_in_each_way() throws Exception {
        for (String way : WAYS) {
            goAllTheWay(LibraryApp.annotator(LibraryApp.CALLBACK), way);
        }
    }

    /** In the header the package sends an empty secret. */
    @Test
    void apps_without_a_secret_in_each_way() throws Exception {
        for (String way : WAYS) {
            goAllTheWay(LibraryApp.withoutSecret(LibraryApp.CALLBACK), way);
            goAllTheWay(LibraryApp.annotatorWithoutSecret(LibraryApp.CALLBACK), way);
        }
    }

    /** To find out which way a server wants, the package sends a refused code a second time. */
    @Test
    void a_wrong_secret_is_read_as_the_error_it_is() throws Exception {
        for (String way : WAYS) {
            for (LibraryApp app :
                    List.of(LibraryApp.project(LibraryApp.CALLBACK), LibraryApp.annotator(LibraryApp.CALLBACK))) {
                assertThat(run(app.withWrongSecret(), way).path("refused").asString())
                        .isEqualTo("invalid_client");
            }
        }
    }
}
