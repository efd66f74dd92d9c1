package vouchsafe.webhooks;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.RecordRows;

/** The rows of deliveries and attempts. */
final class WebhookTable {
    private static final String COLUMNS =
            "id, client_id, url, event, body, created_at, next_try_at, delivered_at FROM webhook_deliveries ";

    private static final RowMapper<Stored> STORED = RecordRows.of(Stored.class);
    private static final RowMapper<StoredAttempt> ATTEMPT = RecordRows.of(StoredAttempt.class);

    private record Stored(
            UUID id,
            UUID clientId,
            String url,
            String event,
            String body,
            Instant createdAt,
            @Nullable Instant nextTryAt,
            @Nullable Instant deliveredAt) {}

    private record StoredAttempt(UUID deliveryId, WebhookDelivery.Attempt attempt) {}

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
                .param("now", now)
                .update();
    }

    Optional<WebhookDelivery> find(UUID id) {
        return withAttempts(sql.sql("SELECT " + COLUMNS + "WHERE id = :id")
                        .param("id", id)
                        .query(STORED)
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
                .query(STORED)
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
                .param("delivered", delivered)
                .param("next", next)
                .update();
        if (known == 1) {
            sql.sql("""
                INSERT INTO webhook_attempts (delivery_id, number, at, milliseconds, status, answer)
                VALUES (:id, :number, :at, :milliseconds, :status, :answer)
                """)
                    .param("id", id)
                    .param("number", attempt.number())
                    .param("at", attempt.at())
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
                        .param("now", now)
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

    private List<WebhookDelivery> withAttempts(List<Stored> deliveries) {
        if (deliveries.isEmpty()) {
            return List.of();
        }
        Map<UUID, List<WebhookDelivery.Attempt>> attempts =
                sql.sql("""
                    SELECT delivery_id, number, at, milliseconds, status, answer FROM webhook_attempts
                    WHERE delivery_id IN (:ids)
                    ORDER BY number DESC
                    """).param("ids", deliveries.stream().map(Stored::id).toList()).query(ATTEMPT).list().stream()
                        .collect(Collectors.groupingBy(
                                StoredAttempt::deliveryId,
                                Collectors.mapping(StoredAttempt::attempt, Collectors.toList())));
        return deliveries.stream()
                .map(delivery -> new WebhookDelivery(
                        delivery.id(),
                        delivery.clientId(),
                        delivery.url(),
                        delivery.event(),
                        delivery.body(),
                        delivery.createdAt(),
                        delivery.nextTryAt(),
                        delivery.deliveredAt(),
                        attempts.getOrDefault(delivery.id(), List.of())))
                .toList();
    }
}
