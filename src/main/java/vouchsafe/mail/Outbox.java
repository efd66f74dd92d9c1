package vouchsafe.mail;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.UuidV7;

/** Queues mail in the caller's transaction; delivery happens later and is retried. */
public final class Outbox {
    private final JdbcClient sql;
    private final InstantSource clock;

    Outbox(JdbcClient sql, InstantSource clock) {
        this.sql = sql;
        this.clock = clock;
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
                .param("body", mail.body())
                .param("kind", mail.kind())
                .param("now", Timestamp.from(now))
                .update();
        return id;
    }
}
