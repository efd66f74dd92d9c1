package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.TestServer;

class HealthTest {
    @Test
    void a_running_server_is_live_and_ready() {
        HttpResponse<String> live = TestServer.shared().browser().get("/health/live");
        HttpResponse<String> ready = TestServer.shared().browser().get("/health/ready");
        assertThat(live.statusCode()).isEqualTo(200);
        assertThat(live.body()).isEqualTo("{\"status\":\"live\"}");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).isEqualTo("{\"status\":\"ready\"}");
        assertThat(ready.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void an_administrator_reads_which_parts_are_well_and_nobody_else_does() {
        TestServer server = TestServer.shared();
        HttpResponse<String> administrator =
                server.signedIn(server.administrator()).get("/health/ready");
        assertThat(administrator.statusCode()).isEqualTo(200);
        JsonNode parts = JsonMapper.shared().readTree(administrator.body()).path("parts");
        assertThat(parts.path("database").asString()).isEqualTo("well");
        assertThat(parts.path("changes").asString()).isIn("well", "unheard");
        assertThat(parts.path("pool").path("tokens").path("size").asInt()).isPositive();
        assertThat(parts.path("disk").path("free").asLong()).isPositive();
        assertThat(parts.path("jobs").has("late")).isTrue();
        assertThat(server.signedIn(server.member()).get("/health/ready").body()).doesNotContain("parts");
    }
}
