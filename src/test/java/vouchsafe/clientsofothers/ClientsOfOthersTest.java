package vouchsafe.clientsofothers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;

/** OAuth clients that nobody here wrote, each a process of its own, go the whole way from authorization to revocation. */
@Tag("clients")
class ClientsOfOthersTest {
    private final TestApp app = TestApp.create();
    private final WebSession member =
            TestServer.shared().signedIn(TestServer.shared().member());

    private Map<String, String> settings() {
        return Map.of(
                "SERVER", TestServer.shared().url(""),
                "CLIENT_ID", app.clientId(),
                "CLIENT_SECRET", app.secret(),
                "REDIRECT_URI", app.redirectUri());
    }

    /** The program prints where to send the member, reads where the member came back to, and prints what it saw. */
    private void goAllTheWay(String... command) throws Exception {
        try (Script script = Script.start(List.of(command), settings())) {
            String url = script.read();
            HttpResponse<String> page = member.get(url);
            assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
            HttpResponse<String> answer = member.post(url, TestApp.answer(page, Map.of("allow", "Authorize project")));
            script.write(answer.headers().firstValue("Location").orElseThrow());
            JsonNode seen = JsonMapper.shared().readTree(script.rest().getLast());
            assertThat(seen.path("project_member_id").asString()).matches("[0-9]{8}");
            assertThat(seen.path("expires_in").asInt()).isEqualTo(36_000);
            assertThat(seen.path("rotated").asBoolean()).isTrue();
            assertThat(seen.path("revoked").asInt()).isEqualTo(200);
            assertThat(seen.path("after").asInt()).isEqualTo(401);
        }
    }

    private List<String> exchangeWith(String... command) throws Exception {
        Map<String, String> environment = new java.util.HashMap<>(settings());
        environment.put("CODE", app.code(member));
        try (Script script = Script.start(List.of(command), environment)) {
            return script.rest();
        }
    }

    @Test
    void the_python_sample_of_the_open_humans_guide() throws Exception {
        List<String> printed = exchangeWith(Tools.python("requests"), Tools.script("guide_sample.py"));
        assertGood(JsonMapper.shared().readTree(printed.getLast()));
    }

    @Test
    void the_javascript_sample_of_the_open_humans_guide() throws Exception {
        List<String> printed = exchangeWith("node", Tools.nodeScript("guide_sample.cjs"));
        assertThat(printed.getFirst()).isEqualTo("200");
        assertGood(JsonMapper.shared().readTree(printed.getLast()));
    }

    private void assertGood(JsonNode tokens) {
        assertThat(tokens.path("expires_in").asInt()).isEqualTo(36_000);
        assertThat(app.exchangeMember(tokens.path("access_token").asString()).status())
                .isEqualTo(200);
        assertThat(app.refresh(tokens.path("refresh_token").asString()).status())
                .isEqualTo(200);
    }
}
