package vouchsafe.webhooks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of deliveries and attempts. */
final class WebhookTable {
    private static final String COLUMNS =
            "id, client_id, url, event, body, created_at, next_try_at, delivered_at FROM webhook_deliveries ";

    private final JdbcClient sql;

    WebhookTable(JdbcClient sql) {
        this.sql = sql;
    }

    void insert(UUID id, UUID clientRowId, String url, WebhookEvent event, Instant now) {
        sql.sql("""
            INSERT INTO webhook_deliveries (id, client_id, url, event, body, created_at, next_try_at)
            VALUES (:id, :client, :url, :event, :body, :now, :now)
            """)
                .param("id", id)
                .param("client", clientRowId)
                .param("url", url)
                .param("event", event.kind())
                .param("body", event.body())
                .param("now", Timestamp.from(now))
                .update();
    }

    Optional<WebhookDelivery> find(UUID id) {
        return withAttempts(sql.sql("SELECT " + COLUMNS + "WHERE id = :id")
                        .param("id", id)
                        .query((row, number) -> delivery(row))
                        .list())
                .stream()
                .findFirst();
    }

    /** The latest deliveries of a client, those older than another one where that is named. */
    List<WebhookDelivery> list(UUID clientRowId, Optional<UUID> olderThan, int most) {
        return withAttempts(sql.sql("SELECT " + COLUMNS + """
            WHERE client_id = :client AND id < :olderThan
            ORDER BY id DESC
            LIMIT :most
            """)
                .param("client", clientRowId)
                .param("olderThan", olderThan.orElse(new UUID(-1L, -1L)))
                .param("most", most)
                .query((row, number) -> delivery(row))
                .list());
    }

    /** Notes an attempt and what comes next; false where the delivery is gone. */
    boolean attempted(UUID id, WebhookDelivery.Attempt attempt, @Nullable Instant delivered, @Nullable Instant next) {
        int known = sql.sql("""
            UPDATE webhook_deliveries
            SET attempts = :number, delivered_at = :delivered, next_try_at = :next
            WHERE id = :id
            """)
                .param("id", id)
                .param("number", attempt.number())
                .param("delivered", timestamp(delivered))
                .param("next", timestamp(next))
                .update();
        if (known == 1) {
            sql.sql("""
                INSERT INTO webhook_attempts (delivery_id, number, at, milliseconds, status, answer)
                VALUES (:id, :number, :at, :milliseconds, :status, :answer)
                """)
                    .param("id", id)
                    .param("number", attempt.number())
                    .param("at", Timestamp.from(attempt.at()))
                    .param("milliseconds", attempt.milliseconds())
                    .param("status", attempt.status())
                    .param("answer", attempt.answer())
                    .update();
        }
        return known == 1;
    }

    /** Makes a delivery wait again, for this URL. */
    boolean revive(UUID clientRowId, UUID id, String url, Instant now) {
        return sql.sql("""
            UPDATE webhook_deliveries SET url = :url, delivered_at = NULL, next_try_at = :now
            WHERE id = :id AND client_id = :client
            """)
                        .param("id", id)
                        .param("client", clientRowId)
                        .param("url", url)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    /** Deletes what is over and older than a time, a bounded number of rows. */
    int forget(UUID olderThan, int most) {
        return sql.sql("""
            DELETE FROM webhook_deliveries WHERE id IN (
                SELECT id FROM webhook_deliveries WHERE id < :olderThan AND next_try_at IS NULL
                ORDER BY id LIMIT :most)
            """).param("olderThan", olderThan).param("most", most).update();
    }

    private List<WebhookDelivery> withAttempts(List<WebhookDelivery> deliveries) {
        if (deliveries.isEmpty()) {
            return deliveries;
        }
        record Row(UUID delivery, WebhookDelivery.Attempt attempt) {}
        Map<UUID, List<WebhookDelivery.Attempt>> attempts = sql
                .sql("""
                    SELECT delivery_id, number, at, milliseconds, status, answer FROM webhook_attempts
                    WHERE delivery_id IN (:ids)
                    ORDER BY number DESC
                    """)
                .param("ids", deliveries.stream().map(WebhookDelivery::id).toList())
                .query((row, number) -> new Row(row.getObject("delivery_id", UUID.class), attempt(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Row::delivery, Collectors.mapping(Row::attempt, Collectors.toList())));
        return deliveries.stream()
                .map(delivery -> new WebhookDelivery(
                        delivery.id(),
                        delivery.clientRowId(),
                        delivery.url(),
                        delivery.event(),
                        delivery.body(),
                        delivery.createdAt(),
                        delivery.nextTryAt(),
                        delivery.deliveredAt(),
                        attempts.getOrDefault(delivery.id(), List.of())))
                .toList();
    }

    private static WebhookDelivery delivery(ResultSet row) throws SQLException {
        return new WebhookDelivery(
                row.getObject("id", UUID.class),
                row.getObject("client_id", UUID.class),
                row.getString("url"),
                row.getString("event"),
                row.getString("body"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("next_try_at")),
                instant(row.getTimestamp("delivered_at")),
                List.of());
    }

    private static WebhookDelivery.Attempt attempt(ResultSet row) throws SQLException {
        return new WebhookDelivery.Attempt(
                row.getInt("number"),
                row.getTimestamp("at").toInstant(),
                row.getInt("milliseconds"),
                row.getObject("status", Integer.class),
                row.getString("answer"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}
