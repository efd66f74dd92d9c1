package vouchsafe.mail;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vouchsafe.crypto.KeyRing;
import vouchsafe.db.Jobs;
import vouchsafe.db.UuidV7;

/**
 * Queues mail in the caller's transaction; delivery happens later and is retried. Bodies carry links that open accounts,
 * so they are stored encrypted: a copy of the database without the master key holds no usable link.
 */
public final class Outbox {
    private static final String COLUMNS = """
        SELECT id, kind, recipient, reply_to, subject, created_at, attempts, next_try_at, sent_at, failure FROM mails
        """;

    private final JdbcClient sql;
    private final InstantSource clock;
    private final KeyRing keys;
    private final Jobs jobs;
    private final TransactionTemplate transactions;

    Outbox(JdbcClient sql, InstantSource clock, KeyRing keys, Jobs jobs, TransactionTemplate transactions) {
        this.sql = sql;
        this.clock = clock;
        this.keys = keys;
        this.jobs = jobs;
        this.transactions = transactions;
    }

    /** Queues the mail and returns its row id. */
    public UUID queue(Mail mail) {
        UUID id = UuidV7.next();
        transactions.executeWithoutResult(status -> {
            insert(id, mail);
            jobs.queue(MailDelivery.JOB, id.toString());
        });
        return id;
    }

    private void insert(UUID id, Mail mail) {
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
    }

    /** The text of a mail that has not been delivered; empty once it was. */
    public Optional<String> body(UUID id) {
        return sql.sql("SELECT body FROM mails WHERE id = :id")
                .param("id", id)
                .query(byte[].class)
                .optional()
                .map(this::open);
    }

    /**
     * The latest mails first.
     *
     * @param olderThan the last one of the page before
     */
    public List<QueuedMail> list(Optional<UUID> olderThan, int most) {
        return sql.sql(COLUMNS + "WHERE id < :olderThan ORDER BY id DESC LIMIT :most")
                .param("olderThan", olderThan.orElse(new UUID(-1L, -1L)))
                .param("most", most)
                .query((row, number) -> mail(row))
                .list();
    }

    /** One mail. */
    public Optional<QueuedMail> find(UUID id) {
        return sql.sql(COLUMNS + "WHERE id = :id")
                .param("id", id)
                .query((row, number) -> mail(row))
                .optional();
    }

    /** Tries a mail again now; false where it is gone or was delivered. */
    public boolean sendAgain(UUID id) {
        return Objects.requireNonNull(transactions.execute(status -> {
            boolean undelivered = sql.sql("UPDATE mails SET next_try_at = :now WHERE id = :id AND sent_at IS NULL")
                            .param("id", id)
                            .param("now", Timestamp.from(clock.instant()))
                            .update()
                    == 1;
            if (undelivered) {
                jobs.hurry(MailDelivery.JOB, id.toString());
            }
            return undelivered;
        }));
    }

    /** The relay took it: what it said is nobody's business any more. */
    void delivered(UUID id) {
        sql.sql("""
            UPDATE mails SET sent_at = :now, next_try_at = NULL, failure = NULL, body = NULL, attempts = attempts + 1
            WHERE id = :id
            """)
                .param("id", id)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** An attempt failed. */
    void failed(UUID id, String failure, Optional<Instant> next) {
        sql.sql("UPDATE mails SET failure = :failure, next_try_at = :next, attempts = attempts + 1 WHERE id = :id")
                .param("id", id)
                .param("failure", failure)
                .param("next", next.map(Timestamp::from).orElse(null))
                .update();
    }

    /** There is nowhere to send it. */
    void keep(UUID id) {
        sql.sql("UPDATE mails SET next_try_at = NULL WHERE id = :id")
                .param("id", id)
                .update();
    }

    /** Deletes what is older than a time, a bounded number of rows. */
    int forget(Instant olderThan, int most) {
        return sql.sql("DELETE FROM mails WHERE id IN (SELECT id FROM mails WHERE id < :olderThan ORDER BY id LIMIT"
                        + " :most)")
                .param("olderThan", UuidV7.earliestAt(olderThan))
                .param("most", most)
                .update();
    }

    private String open(byte[] stored) {
        return new String(keys.unwrap(stored), StandardCharsets.UTF_8);
    }

    private static QueuedMail mail(ResultSet row) throws SQLException {
        return new QueuedMail(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("recipient"),
                row.getString("reply_to"),
                row.getString("subject"),
                row.getTimestamp("created_at").toInstant(),
                row.getInt("attempts"),
                instant(row.getTimestamp("next_try_at")),
                instant(row.getTimestamp("sent_at")),
                row.getString("failure"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
