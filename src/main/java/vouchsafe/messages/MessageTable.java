package vouchsafe.messages;

import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.RecordRows;

/** The SQL of messages and of who may get them. It reads what grants and accounts show in views: a list of thousands is chosen in one statement. */
final class MessageTable {
    private static final RowMapper<Message> MESSAGE = RecordRows.of(Message.class);
    private static final RowMapper<Recipient> RECIPIENT = RecordRows.of(Recipient.class);

    private static final UUID LAST = new UUID(-1L, -1L);

    /** The members who share with this client now and whose account is in use. */
    private static final String ACTIVE = """
        FROM grant_contacts g JOIN active_members m ON m.id = g.member_id
        WHERE g.client_id = :client AND g.status = 'active'
        """;

    private final JdbcClient sql;

    MessageTable(JdbcClient sql) {
        this.sql = sql;
    }

    List<Recipient> recipients(UUID clientRowId, Collection<String> numbers) {
        return sql.sql("SELECT g.id AS grant_id, g.subject AS number, g.messages_allowed AS accepts\n" + ACTIVE
                        + "AND g.subject = ANY (:numbers)")
                .param("client", clientRowId)
                .param("numbers", numbers.toArray(String[]::new))
                .query(RECIPIENT)
                .list();
    }

    int accepting(UUID clientRowId) {
        return sql.sql("SELECT count(*) " + ACTIVE + "AND g.messages_allowed")
                .param("client", clientRowId)
                .query(Integer.class)
                .single();
    }

    void insert(Message message) {
        sql.sql("""
            INSERT INTO messages (id, client_id, sender_id, to_all, subject, body, created_at)
            VALUES (:id, :client, :sender, :toAll, :subject, :body, :now)
            """)
                .param("id", message.id())
                .param("client", message.clientRowId())
                .param("sender", message.senderId(), Types.OTHER)
                .param("toAll", message.toAll())
                .param("subject", message.subject())
                .param("body", message.body())
                .param("now", message.createdAt())
                .update();
    }

    /** Queues a message for everyone who accepts messages, and says for how many. */
    int queueForAll(UUID messageId, UUID clientRowId, Instant now) {
        return count(messageId, queue("", messageId, clientRowId, now).update());
    }

    /** Queues a message for those of these who accept messages, and says for how many. */
    int queueFor(Collection<UUID> grantIds, UUID messageId, UUID clientRowId, Instant now) {
        return count(
                messageId,
                queue("AND g.id = ANY (:grants)", messageId, clientRowId, now)
                        .param("grants", grantIds.toArray(UUID[]::new))
                        .update());
    }

    private JdbcClient.StatementSpec queue(String which, UUID messageId, UUID clientRowId, Instant now) {
        return sql.sql("""
            INSERT INTO message_deliveries (message_id, grant_id, member_id, state, changed_at)
            SELECT :message, g.id, g.member_id, 'waiting', :now
            """ + ACTIVE + "AND g.messages_allowed " + which)
                .param("message", messageId)
                .param("client", clientRowId)
                .param("now", now);
    }

    private int count(UUID messageId, int recipients) {
        sql.sql("UPDATE messages SET recipients = :recipients WHERE id = :id")
                .param("recipients", recipients)
                .param("id", messageId)
                .update();
        return recipients;
    }

    Optional<Message> find(UUID id) {
        return sql.sql("SELECT * FROM messages WHERE id = :id")
                .param("id", id)
                .query(MESSAGE)
                .optional();
    }

    List<Message> list(UUID clientRowId, Optional<UUID> olderThan, int most) {
        return sql.sql("""
            SELECT * FROM messages WHERE client_id = :client AND id < :olderThan ORDER BY id DESC LIMIT :most
            """)
                .param("client", clientRowId)
                .param("olderThan", olderThan.orElse(LAST))
                .param("most", most)
                .query(MESSAGE)
                .list();
    }

    /** How many deliveries of this client wait, counted no further than this. */
    int waiting(UUID clientRowId, int most) {
        return sql.sql("""
            SELECT count(*) FROM (
                SELECT 1 FROM message_deliveries d JOIN messages m ON m.id = d.message_id
                WHERE d.state = 'waiting' AND m.client_id = :client LIMIT :most) counted
            """)
                .param("client", clientRowId)
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    void erase(UUID memberId) {
        sql.sql("""
            DELETE FROM member_letters WHERE grant_id IN (SELECT id FROM grant_standings WHERE member_id = :member)
            """).param("member", memberId).update();
        sql.sql("DELETE FROM message_mutes WHERE grant_id IN (SELECT id FROM grant_standings WHERE member_id ="
                        + " :member)")
                .param("member", memberId)
                .update();
    }
}
