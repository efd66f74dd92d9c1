package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
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
}
