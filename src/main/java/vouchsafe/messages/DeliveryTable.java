package vouchsafe.messages;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.RecordRows;

/** The SQL of deliveries. */
final class DeliveryTable {
    private static final UUID LAST = new UUID(-1L, -1L);

    private static final RowMapper<Addressee> ADDRESSEE = RecordRows.of(Addressee.class);

    private final JdbcClient sql;

    DeliveryTable(JdbcClient sql) {
        this.sql = sql;
    }

    /** Cancels what cannot be delivered any more: its member left, took back the permission, or their account is closed. */
    void cancelUndeliverable(UUID messageId, Instant now) {
        sql.sql("""
            UPDATE message_deliveries d SET state = 'cancelled', changed_at = :now
            FROM grant_contacts g JOIN member_standings m ON m.id = g.member_id
            WHERE d.message_id = :message AND d.state = 'waiting' AND g.id = d.grant_id
                AND NOT (g.status = 'active' AND g.messages_allowed AND m.status = 'active')
            """).param("message", messageId).param("now", now).update();
    }

    /** The next waiting deliveries, locked: a withdrawal waits until they are passed on, then takes their mail back. */
    List<Addressee> next(UUID messageId, int most) {
        return sql.sql("""
            SELECT d.grant_id, g.subject AS number,
                CASE WHEN NOT EXISTS (SELECT 1 FROM message_mutes x WHERE x.grant_id = d.grant_id)
                    THEN m.email END AS email
            FROM message_deliveries d JOIN grant_contacts g ON g.id = d.grant_id
                LEFT JOIN member_mailboxes m ON m.id = d.member_id
            WHERE d.message_id = :message AND d.state = 'waiting'
            ORDER BY d.grant_id LIMIT :most
            FOR UPDATE OF d SKIP LOCKED
            """)
                .param("message", messageId)
                .param("most", most)
                .query(ADDRESSEE)
                .list();
    }

    /** These have their mail in the outbox, or, where none is named, the message waits for them here. */
    void passedOn(UUID messageId, Map<UUID, UUID> mailByGrant, Collection<UUID> here, Instant now) {
        UUID[] grants = mailByGrant.keySet().toArray(UUID[]::new);
        UUID[] mails = mailByGrant.values().toArray(UUID[]::new);
        sql.sql("""
            UPDATE message_deliveries d SET state = 'mailing', mail_id = p.mail_id, changed_at = :now
            FROM unnest(:grants, :mails) AS p (grant_id, mail_id)
            WHERE d.message_id = :message AND d.grant_id = p.grant_id
            """)
                .param("message", messageId)
                .param("grants", grants)
                .param("mails", mails)
                .param("now", now)
                .update();
        sql.sql("""
            UPDATE message_deliveries SET state = 'here', changed_at = :now
            WHERE message_id = :message AND grant_id = ANY (:grants)
            """)
                .param("message", messageId)
                .param("grants", here.toArray(UUID[]::new))
                .param("now", now)
                .update();
    }

    boolean anyWaiting(UUID messageId) {
        return sql.sql("SELECT EXISTS (SELECT 1 FROM message_deliveries WHERE message_id = :message"
                        + " AND state = 'waiting')")
                .param("message", messageId)
                .query(Boolean.class)
                .single();
    }

    /** Cancels what has not left this server under this grant, and names the mails to be taken back. */
    List<UUID> cancel(UUID grantId, Instant now) {
        return sql
                .sql("""
                    UPDATE message_deliveries SET state = 'cancelled', changed_at = :now
                    WHERE grant_id = :grant AND state IN ('waiting', 'mailing')
                    RETURNING mail_id
                    """)
                .param("grant", grantId)
                .param("now", now)
                .query((row, number) -> Optional.ofNullable(row.getObject("mail_id", UUID.class)))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Notes what became of a mail. When a message was passed on stays: the moment of its mail would tell who wants none. */
    void settled(UUID mailId, String state) {
        sql.sql("UPDATE message_deliveries SET state = :state WHERE mail_id = :mail AND state <> 'cancelled'")
                .param("mail", mailId)
                .param("state", state)
                .update();
    }

    boolean report(UUID memberId, UUID messageId, Instant now) {
        return sql.sql("""
            UPDATE message_deliveries SET reported_at = :now
            WHERE message_id = :message AND member_id = :member AND reported_at IS NULL
            """)
                        .param("message", messageId)
                        .param("member", memberId)
                        .param("now", now)
                        .update()
                == 1;
    }

    List<Delivery> of(UUID messageId, Optional<String> after, int most) {
        return sql.sql("""
            SELECT g.subject, d.state, d.changed_at
            FROM message_deliveries d JOIN grant_contacts g ON g.id = d.grant_id
            WHERE d.message_id = :message AND g.subject > :after
            ORDER BY g.subject LIMIT :most
            """)
                .param("message", messageId)
                .param("after", after.orElse(""))
                .param("most", most)
                .query((row, number) -> new Delivery(
                        row.getString("subject"),
                        Delivery.State.of(row.getString("state")),
                        row.getTimestamp("changed_at").toInstant()))
                .list();
    }

    Map<Delivery.State, Long> counts(UUID messageId) {
        Map<Delivery.State, Long> counts = new EnumMap<>(Delivery.State.class);
        sql.sql("SELECT state, count(*) AS many FROM message_deliveries WHERE message_id = :message GROUP BY state")
                .param("message", messageId)
                .query(row -> {
                    counts.merge(Delivery.State.of(row.getString("state")), row.getLong("many"), Long::sum);
                });
        return counts;
    }

    List<ReceivedMessage> received(UUID memberId, Optional<UUID> olderThan, int most) {
        return received(sql.sql(RECEIVED + "AND d.message_id < :olderThan ORDER BY d.message_id DESC LIMIT :most")
                .param("member", memberId)
                .param("olderThan", olderThan.orElse(LAST))
                .param("most", most));
    }

    Optional<ReceivedMessage> received(UUID memberId, UUID messageId) {
        return received(sql.sql(RECEIVED + "AND d.message_id = :message")
                        .param("member", memberId)
                        .param("message", messageId))
                .stream()
                .findFirst();
    }

    private static final String RECEIVED = """
        SELECT m.id, m.client_id, d.grant_id, m.subject, m.body, m.created_at, g.subject AS number
        FROM message_deliveries d JOIN messages m ON m.id = d.message_id JOIN grant_contacts g ON g.id = d.grant_id
        WHERE d.member_id = :member AND d.state NOT IN ('waiting', 'cancelled')
        """;

    private static List<ReceivedMessage> received(JdbcClient.StatementSpec statement) {
        return statement
                .query((row, number) -> new ReceivedMessage(
                        row.getObject("id", UUID.class),
                        row.getObject("client_id", UUID.class),
                        row.getObject("grant_id", UUID.class),
                        row.getString("subject"),
                        MessageText.addressed(row.getString("body"), row.getString("number")),
                        row.getTimestamp("created_at").toInstant()))
                .list();
    }
}
