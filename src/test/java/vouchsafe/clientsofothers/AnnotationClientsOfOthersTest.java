package vouchsafe.clientsofothers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.hypothesis.AnnotationApp;

/** OAuth clients that nobody here wrote, as annotation clients: authorization, refresh, revocation. */
@Tag("clients")
class AnnotationClientsOfOthersTest {
    private final TestServer server = TestServer.shared();

    /** The program prints where to send the member, reads where the member came back to, and prints what it saw. */
    private void goAllTheWay(AnnotationApp app, String... command) throws Exception {
        Member member = server.member();
        Map<String, String> settings = Map.of(
                "SERVER", server.url(""),
                "CLIENT_ID", app.clientId(),
                "CLIENT_SECRET", app.secret(),
                "REDIRECT_URI", AnnotationApp.REDIRECT);
        try (Script script = Script.start(List.of(command), settings)) {
            String url = script.read();
            var browser = server.signedIn(member);
            var page = browser.get(url);
            assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
            script.write(browser.post(url, TestApp.answer(page, Map.of()))
                    .headers()
                    .firstValue("Location")
                    .orElseThrow());
            JsonNode seen = JsonMapper.shared().readTree(script.rest().getLast());
            assertThat(seen.path("userid").asString()).isEqualTo("acct:" + member.username() + "@127.0.0.1");
            assertThat(seen.path("expires_in").asInt()).isEqualTo(3600);
            assertThat(seen.path("scope").asString()).isEqualTo("annotation:read annotation:write");
            assertThat(seen.path("rotated").asBoolean()).isTrue();
            assertThat(seen.path("revoked").asInt()).isEqualTo(200);
            assertThat(seen.path("after").asInt()).isEqualTo(401);
        }
    }

    @Test
    void a_secret_comes_in_the_header_or_in_the_form_and_never_in_both() {
        AnnotationApp app = AnnotationApp.confidential();
        String code = app.code(server.signedIn(server.member()));
        Map<String, String> form = Map.of("grant_type", "authorization_code", "code", code);
        Answer wrong = TestApp.post(
                "/api/token",
                TestApp.encode(form),
                Map.of("Authorization", TestApp.basic(app.clientId(), "not the secret")));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.header("WWW-Authenticate").orElseThrow()).startsWith("Basic ");
        Answer both = TestApp.post(
                "/api/token",
                TestApp.encode(form) + "&client_secret=" + app.secret(),
                Map.of("Authorization", app.basic()));
        assertThat(both.status()).isEqualTo(400);
        assertThat(both.text("error_description")).contains("not in both");
        Answer good = TestApp.post("/api/token", TestApp.encode(form), Map.of("Authorization", app.basic()));
        assertThat(good.status()).as(good.body()).isEqualTo(200);
    }
}
