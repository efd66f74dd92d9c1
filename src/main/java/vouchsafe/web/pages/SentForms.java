package vouchsafe.web.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.DatabaseBusy;
import vouchsafe.db.RecordRows;
import vouchsafe.db.UuidV7;

/**
 * The forms that were sent lately, and how they were answered. Of two nodes that get the same form at once, one begins and
 * the other finds it under way, since both insert the same row. A form whose process was killed is known to have done something
 * or nothing, since that is noted in the transaction that does it.
 */
final class SentForms {
    /** Longer than any form takes; one that is under way for longer is that of a process that ended. */
    static final Duration LONGEST = Duration.ofMinutes(2);

    private static final RowMapper<Row> ROW = RecordRows.of(Row.class);

    private final JdbcClient sql;
    private final InstantSource clock;

    SentForms(JdbcClient sql, InstantSource clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** What is known of a form. */
    sealed interface State {
        /**
         * Nobody did what it is for: it is the caller's now, who answers or forgets it.
         *
         * @param request the caller's claim
         */
        record Begun(UUID request) implements State {}

        /** It is under way in another request. */
        record UnderWay() implements State {}

        /** What it is for was done in a process that ended before it could say so. */
        record CutOff() implements State {}

        /** It was answered. */
        record Answered(byte[] answer) implements State {}
    }

    private record Row(Instant begunAt, boolean acted, byte @Nullable [] answer) {}

    /** Begins the form, if nobody has; a process that ended before it did anything counts as nobody. */
    State begin(byte[] digest) {
        while (true) {
            UUID request = UuidV7.next();
            Instant now = clock.instant();
            boolean begun = sql.sql("""
                INSERT INTO sent_forms (digest, request, begun_at) VALUES (:digest, :request, :now)
                ON CONFLICT (digest) DO UPDATE
                SET request = :request, begun_at = :now, acted = false, answer = NULL, kept_until = NULL
                WHERE sent_forms.kept_until <= :now
                    OR (sent_forms.answer IS NULL AND NOT sent_forms.acted AND sent_forms.begun_at <= :long_ago)
                """)
                            .param("digest", digest)
                            .param("request", request)
                            .param("now", now)
                            .param("long_ago", now.minus(LONGEST))
                            .update()
                    == 1;
            if (begun) {
                return new State.Begun(request);
            }
            Optional<State> found = look(digest);
            if (found.isPresent()) {
                return found.get();
            }
            // It was forgotten in between, so it is free.
        }
    }

    /** What is known of the form, which is not begun by this; empty where nobody sent it. */
    Optional<State> look(byte[] digest) {
        Instant now = clock.instant();
        return sql.sql("SELECT begun_at, acted, answer FROM sent_forms WHERE digest = :digest"
                        + " AND (kept_until IS NULL OR kept_until > :now)")
                .param("digest", digest)
                .param("now", now)
                .query(ROW)
                .optional()
                .map(row -> {
                    if (row.answer() != null) {
                        return new State.Answered(row.answer());
                    }
                    boolean cutOff = row.acted() && !row.begunAt().plus(LONGEST).isAfter(now);
                    return cutOff ? new State.CutOff() : new State.UnderWay();
                });
    }

    /**
     * Notes, in the caller's transaction, that what the form is for is done.
     *
     * @throws DatabaseBusy where another request has the form by now, which has taken this one for dead
     */
    void act(byte[] digest, UUID request) {
        boolean ours = sql.sql("UPDATE sent_forms SET acted = true WHERE digest = :digest AND request = :request")
                        .param("digest", digest)
                        .param("request", request)
                        .update()
                == 1;
        if (!ours) {
            throw new DatabaseBusy("the form was begun anew by another request");
        }
    }

    /** Stores how a form that the caller began was answered. */
    void answer(byte[] digest, UUID request, byte[] answer, Duration kept) {
        sql.sql("""
            UPDATE sent_forms SET answer = :answer, kept_until = :until WHERE digest = :digest AND request = :request
            """)
                .param("digest", digest)
                .param("request", request)
                .param("answer", answer)
                .param("until", clock.instant().plus(kept))
                .update();
    }

    /** Forgets a form that the caller began: nothing was done. */
    void forget(byte[] digest, UUID request) {
        sql.sql("DELETE FROM sent_forms WHERE digest = :digest AND request = :request")
                .param("digest", digest)
                .param("request", request)
                .update();
    }

    /** Clears what nobody sends again: answers that are kept no longer, and forms that were cut off as long ago. */
    void sweep() {
        Instant now = clock.instant();
        sql.sql("""
            DELETE FROM sent_forms
            WHERE coalesce(kept_until, begun_at) <= :now AND (kept_until IS NOT NULL OR begun_at <= :long_ago)
            """)
                .param("now", now)
                .param("long_ago", now.minus(FormKey.KEPT))
                .update();
    }
}
