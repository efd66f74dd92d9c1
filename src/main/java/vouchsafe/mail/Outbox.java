package vouchsafe.mail;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.crypto.KeyRing;
import vouchsafe.db.UuidV7;

/**
 * Queues mail in the caller's transaction; delivery happens later and is retried. Bodies carry links that open accounts,
 * so they are stored encrypted: a copy of the database without the master key holds no usable link.
 */
public final class Outbox {
    private final JdbcClient sql;
    private final InstantSource clock;
    private final KeyRing keys;

    Outbox(JdbcClient sql, InstantSource clock, KeyRing keys) {
        this.sql = sql;
        this.clock = clock;
        this.keys = keys;
    }

    /** Queues the mail and returns its row id. */
    public UUID queue(Mail mail) {
        UUID id = UuidV7.next();
        Instant now = clock.instant();
        sql.sql("""
            INSERT INTO mails (id, recipient, reply_to, subject, body, kind, created_at, next_try_at)
            VALUES (:id, :recipient, :replyTo, :subject, :body, :kind, :now, :now)
            """)
                .param("id", id)
                .param("recipient", mail.recipient())
                .param("replyTo", mail.replyTo())
                .param("subject", mail.subject())
                .param("body", keys.wrap(mail.body().getBytes(StandardCharsets.UTF_8)))
                .param("kind", mail.kind())
                .param("now", Timestamp.from(now))
                .update();
        return id;
    }

    /** The text of a queued or delivered mail. */
    public Optional<String> body(UUID id) {
        return sql.sql("SELECT body FROM mails WHERE id = :id")
                .param("id", id)
                .query(byte[].class)
                .optional()
                .map(this::open);
    }

    /** The text behind a value of the column {@code body}. */
    String open(byte[] stored) {
        return new String(keys.unwrap(stored), StandardCharsets.UTF_8);
    }
}
