package vouchsafe.mail;

import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.crypto.KeyRing;
import vouchsafe.db.Jobs;
import vouchsafe.db.RecordRows;
import vouchsafe.db.Transactions;
import vouchsafe.db.UuidV7;

/**
 * Queues mail in the caller's transaction; delivery happens later and is retried. Bodies carry links that open accounts,
 * so they are stored encrypted: a copy of the database without the master key holds no usable link.
 */
public final class Outbox {
    private static final String COLUMNS = """
        SELECT id, kind, recipient, sender_name, reply_to, subject, created_at, attempts, next_try_at, sent_at, failure
        FROM mails
        """;

    private static final RowMapper<QueuedMail> MAIL = RecordRows.of(QueuedMail.class);

    private final JdbcClient sql;
    private final InstantSource clock;
    private final KeyRing keys;
    private final Jobs jobs;
    private final Transactions transactions;

    Outbox(JdbcClient sql, InstantSource clock, KeyRing keys, Jobs jobs, Transactions transactions) {
        this.sql = sql;
        this.clock = clock;
        this.keys = keys;
        this.jobs = jobs;
        this.transactions = transactions;
    }

    /** Queues the mail and returns its row id. */
    public UUID queue(Mail mail) {
        UUID id = UuidV7.next();
        transactions.run(() -> {
            insert(id, mail);
            jobs.queue(MailDelivery.JOB, id.toString());
        });
        return id;
    }

    private void insert(UUID id, Mail mail) {
        Instant now = clock.instant();
        sql.sql("""
            INSERT INTO mails (id, recipient, sender_name, reply_to, subject, body, unsubscribe, kind, created_at,
                next_try_at)
            VALUES (:id, :recipient, :senderName, :replyTo, :subject, :body, :unsubscribe, :kind, :now, :now)
            """)
                .param("id", id)
                .param("recipient", mail.recipient())
                .param("senderName", mail.senderName())
                .param("replyTo", mail.replyTo())
                .param("subject", mail.subject())
                .param("body", close(mail.body()))
                .param("unsubscribe", close(mail.unsubscribe()), Types.BINARY)
                .param("kind", mail.kind())
                .param("now", now)
                .update();
    }

    /** The text of a mail that has not been delivered; empty once it was, and where its key was lost. */
    public Optional<String> body(UUID id) {
        return stored(id).flatMap(this::open);
    }

    /** Whether there is a text that cannot be opened any more, since its key was lost. */
    boolean closed(UUID id) {
        return stored(id).filter(body -> open(body).isEmpty()).isPresent();
    }

    private Optional<byte[]> stored(UUID id) {
        return sql.sql("SELECT body FROM mails WHERE id = :id")
                .param("id", id)
                .query(byte[].class)
                .optional();
    }

    /** Takes back those of these mails that have not been delivered. */
    public void cancel(Collection<UUID> ids) {
        if (!ids.isEmpty()) {
            sql.sql("DELETE FROM mails WHERE id IN (:ids) AND sent_at IS NULL")
                    .param("ids", ids)
                    .update();
        }
    }

    /** Where mails like this one can be ended; empty where they can't, and once it was delivered. */
    Optional<String> unsubscribe(UUID id) {
        return sql.sql("SELECT unsubscribe FROM mails WHERE id = :id AND unsubscribe IS NOT NULL")
                .param("id", id)
                .query(byte[].class)
                .optional()
                .flatMap(this::open);
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
                .query(MAIL)
                .list();
    }

    /** The mail with this id. */
    public Optional<QueuedMail> find(UUID id) {
        return sql.sql(COLUMNS + "WHERE id = :id").param("id", id).query(MAIL).optional();
    }

    /** Tries a mail again now; false where it is gone or was delivered. */
    boolean sendAgain(UUID id) {
        return transactions.call(() -> {
            boolean undelivered = sql.sql("UPDATE mails SET next_try_at = :now WHERE id = :id AND sent_at IS NULL")
                            .param("id", id)
                            .param("now", clock.instant())
                            .update()
                    == 1;
            if (undelivered) {
                jobs.hurry(MailDelivery.JOB, id.toString());
            }
            return undelivered;
        });
    }

    /** Notes that the relay took the mail, whose text is not needed any more. */
    void delivered(UUID id) {
        sql.sql("""
            UPDATE mails SET sent_at = :now, next_try_at = NULL, failure = NULL, body = NULL, unsubscribe = NULL,
                attempts = attempts + 1
            WHERE id = :id
            """).param("id", id).param("now", clock.instant()).update();
    }

    /** Notes that an attempt failed. */
    void failed(UUID id, String failure, Optional<Instant> next) {
        sql.sql("UPDATE mails SET failure = :failure, next_try_at = :next, attempts = attempts + 1 WHERE id = :id")
                .param("id", id)
                .param("failure", failure)
                .param("next", next.orElse(null))
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

    private byte @Nullable [] close(@Nullable String text) {
        return text == null ? null : keys.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<String> open(byte[] stored) {
        return keys.unwrap(stored).map(text -> new String(text, StandardCharsets.UTF_8));
    }
}
