package vouchsafe.messages;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of messages and of who may get them. It reads what grants and accounts show in views: a list of thousands is chosen in one statement. */
final class MessageTable {
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

    List<Recipient> recipients(UUID clientId, Collection<String> numbers) {
        return sql.sql("SELECT g.id, g.subject, g.messages_allowed" + "\n" + ACTIVE + "AND g.subject = ANY (:numbers)")
                .param("client", clientId)
                .param("numbers", numbers.toArray(String[]::new))
                .query((row, number) -> new Recipient(
                        row.getObject("id", UUID.class), row.getString("subject"), row.getBoolean("messages_allowed")))
                .list();
    }

    int accepting(UUID clientId) {
        return sql.sql("SELECT count(*) " + ACTIVE + "AND g.messages_allowed")
                .param("client", clientId)
                .query(Integer.class)
                .single();
    }

    void insert(Message message) {
        sql.sql("""
            INSERT INTO messages (id, client_id, sender_id, to_all, subject, body, created_at)
            VALUES (:id, :client, :sender, :toAll, :subject, :body, :now)
            """)
                .param("id", message.id())
                .param("client", message.clientId())
                .param("sender", message.senderId(), Types.OTHER)
                .param("toAll", message.toAll())
                .param("subject", message.subject())
                .param("body", message.body())
                .param("now", Timestamp.from(message.createdAt()))
                .update();
    }

    /** Queues a message for everyone who accepts messages, and says for how many. */
    int queueForAll(UUID messageId, UUID clientId, Instant now) {
        return count(messageId, queue("", messageId, clientId, now).update());
    }

    /** Queues a message for those of these who accept messages, and says for how many. */
    int queueFor(Collection<UUID> grantIds, UUID messageId, UUID clientId, Instant now) {
        return count(
                messageId,
                queue("AND g.id = ANY (:grants)", messageId, clientId, now)
                        .param("grants", grantIds.toArray(UUID[]::new))
                        .update());
    }

    private JdbcClient.StatementSpec queue(String which, UUID messageId, UUID clientId, Instant now) {
        return sql.sql("""
            INSERT INTO message_deliveries (message_id, grant_id, member_id, state, changed_at)
            SELECT :message, g.id, g.member_id, 'waiting', :now
            """ + ACTIVE + "AND g.messages_allowed " + which)
                .param("message", messageId)
                .param("client", clientId)
                .param("now", Timestamp.from(now));
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
                .query(MessageTable::message)
                .optional();
    }

    List<Message> list(UUID clientId, Optional<UUID> olderThan, int most) {
        return sql.sql("""
            SELECT * FROM messages WHERE client_id = :client AND id < :olderThan ORDER BY id DESC LIMIT :most
            """)
                .param("client", clientId)
                .param("olderThan", olderThan.orElse(LAST))
                .param("most", most)
                .query(MessageTable::message)
                .list();
    }

    /** How many deliveries of this client wait, counted no further than this. */
    int waiting(UUID clientId, int most) {
        return sql.sql("""
            SELECT count(*) FROM (
                SELECT 1 FROM message_deliveries d JOIN messages m ON m.id = d.message_id
                WHERE d.state = 'waiting' AND m.client_id = :client LIMIT :most) counted
            """)
                .param("client", clientId)
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

    private static Message message(ResultSet row, int number) throws SQLException {
        return new Message(
                row.getObject("id", UUID.class),
                row.getObject("client_id", UUID.class),
                row.getObject("sender_id", UUID.class),
                row.getBoolean("to_all"),
                row.getString("subject"),
                row.getString("body"),
                row.getInt("recipients"),
                row.getTimestamp("created_at").toInstant());
    }
}
