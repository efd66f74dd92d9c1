package vouchsafe.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import vouchsafe.TestServer;

class RequestLogTest {
    private final TestServer server = TestServer.shared();
    private final UUID client = UUID.randomUUID();
    /** A log of our own, flushed by hand. */
    private final RequestLog requests =
            new RequestLog(new RequestLogTable(server.bean(JdbcTemplate.class)), InstantSource.system());

    @Test
    void the_owner_learns_why_a_call_was_refused() {
        requests.refused(client, "token", 400, "invalid_grant", "the redirect URI differs from the one at the start");
        requests.flush();
        assertThat(all()).singleElement().satisfies(refused -> {
            assertThat(refused.endpoint()).isEqualTo("token");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.error()).isEqualTo("invalid_grant");
            assertThat(refused.detail()).isEqualTo("the redirect URI differs from the one at the start");
        });
    }

    @Test
    void EN_03_a_token_that_slipped_into_a_detail_does_not_stay_there() {
        requests.refused(client, "token", 400, "x", "got 5768-AbC_def-123 and 4657-zzz.\nand\u001b[31m more");
        requests.flush();
        assertThat(all().getFirst().detail()).isEqualTo("got [token] and [token]. and [31m more");
    }

    @Test
    void a_flood_is_counted_and_only_its_beginning_is_kept() {
        for (int call = 0; call < 5_000; call++) {
            requests.refused(client, "token", 401, "invalid_client", "wrong secret");
        }
        UUID quiet = UUID.randomUUID();
        requests.refused(quiet, "token", 400, "invalid_grant", "unknown code");
        requests.answered(client, "token");
        requests.flush();
        assertThat(all()).hasSize(50);
        assertThat(requests.latestRefused(quiet, Optional.empty(), 10)).hasSize(1);
        assertThat(counts()).singleElement().satisfies(count -> {
            assertThat(count.answered()).isEqualTo(1);
            assertThat(count.refused()).isEqualTo(5_000);
        });
    }

    @Test
    void only_the_latest_of_each_client_are_kept() {
        for (int second = 0; second < 12; second++) {
            for (int call = 0; call < 50; call++) {
                requests.refused(client, "token", 400, "invalid_grant", second + "." + call);
            }
            requests.flush();
        }
        List<RefusedRequest> all = all();
        assertThat(all).hasSize(500);
        assertThat(all.getFirst().detail()).startsWith("11.");
    }

    @Test
    void counts_add_up_over_flushes_and_nodes() {
        RequestLog other = new RequestLog(new RequestLogTable(server.bean(JdbcTemplate.class)), InstantSource.system());
        requests.answered(client, "exchange-member");
        requests.answered(client, "exchange-member");
        other.answered(client, "exchange-member");
        requests.flush();
        other.flush();
        requests.answered(client, "exchange-member");
        requests.flush();
        assertThat(counts()).singleElement().extracting(RequestCount::answered).isEqualTo(4L);
    }

    @Test
    void the_server_writes_by_itself() {
        server.bean(RequestLog.class).refused(client, "token", 400, "invalid_grant", "unknown code");
        await().until(() -> all().size() == 1);
    }

    private List<RefusedRequest> all() {
        return requests.latestRefused(client, Optional.empty(), 1_000);
    }

    private List<RequestCount> counts() {
        return requests.counts(
                client, LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).minusDays(1));
    }
}
