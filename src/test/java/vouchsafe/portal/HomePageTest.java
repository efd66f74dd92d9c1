package vouchsafe.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;

class HomePageTest {
    @Test
    void a_stranger_sees_the_front_page() {
        HttpResponse<String> page = TestServer.shared().browser().get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<h1>Share your own data with projects you choose</h1>");
        assertThat(page.headers().firstValue("X-Request-Id")).isPresent();
    }
}
