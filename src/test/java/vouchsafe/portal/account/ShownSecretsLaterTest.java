package vouchsafe.portal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.TravelsInTime;
import vouchsafe.WebSession;

/** Secrets that were shown are forgotten after ten minutes, whether or not anybody looks. */
@TravelsInTime
class ShownSecretsLaterTest {
    private final TestServer server = TestServer.shared();

    @Test
    void a_secret_is_forgotten_after_ten_minutes_and_its_row_is_removed() {
        WebSession browser = server.signedIn(server.member());
        browser.submit("/account/developer", Map.of());
        assertThat(browser.get("/account/developer").body()).contains("shown this once");
        server.later(Duration.ofMinutes(9));
        assertThat(browser.get("/account/developer").body()).contains("shown this once");
        assertThat(rows()).isPositive();
        // The sweep comes every ten minutes.
        server.later(Duration.ofMinutes(12));
        await().atMost(Duration.ofMinutes(2)).until(() -> rows() == 0);
        assertThat(browser.get("/account/developer").body()).doesNotContain("shown this once");
    }

    private long rows() {
        return server.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM browser_sessions_attributes WHERE starts_with(attribute_name,"
                        + " 'vouchsafe.shown.')")
                .query(Long.class)
                .single();
    }
}
