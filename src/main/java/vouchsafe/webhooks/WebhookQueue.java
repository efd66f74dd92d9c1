package vouchsafe.webhooks;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.QueueState;

/** The events that wait for an app's server, and those that were given up. */
public final class WebhookQueue {
    private static final int MOST = 200;

    private final JdbcClient sql;
    private final Webhooks webhooks;

    WebhookQueue(JdbcClient sql, Webhooks webhooks) {
        this.sql = sql;
        this.webhooks = webhooks;
    }

    /** How it stands. */
    public QueueState state() {
        return sql.sql("""
            SELECT count(*) FILTER (WHERE next_try_at IS NOT NULL) AS waiting,
                min(created_at) FILTER (WHERE next_try_at IS NOT NULL) AS oldest,
                count(*) FILTER (WHERE next_try_at IS NULL) AS failed
            FROM webhook_deliveries WHERE delivered_at IS NULL
            """).query(QueueState.ROW).single();
    }

    /** Sends again now what was given up; how much that is. */
    public int tryAgain() {
        List<GivenUp> givenUp = sql.sql("""
            SELECT id, client_id, url FROM webhook_deliveries WHERE delivered_at IS NULL AND next_try_at IS NULL
            ORDER BY created_at LIMIT :most
            """)
                .param("most", MOST)
                .query((row, number) -> new GivenUp(
                        row.getObject("id", UUID.class), row.getObject("client_id", UUID.class), row.getString("url")))
                .list();
        return (int) givenUp.stream()
                .filter(each -> webhooks.resend(each.clientRowId(), each.id(), each.url()))
                .count();
    }

    private record GivenUp(UUID id, UUID clientRowId, String url) {}
}
