package vouchsafe.audit;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Erases events that are older than they are kept, from the first on and up to a seal, and leaves a signed summary of them from
 * which the chain of seals goes on. What does not hold against its seals is never erased: it is evidence.
 */
public final class AuditPurge {
    private static final int BATCH = 1000;
    private static final Logger log = LoggerFactory.getLogger(AuditPurge.class);

    private final JdbcClient sql;
    private final AuditSeals seals;
    private final AuditSummaries summaries;
    private final AuditSettings settings;
    private final DurableActs acts;

    AuditPurge(JdbcClient sql, AuditSeals seals, AuditSummaries summaries, AuditSettings settings, DurableActs acts) {
        this.sql = sql;
        this.seals = seals;
        this.summaries = summaries;
        this.settings = settings;
        this.acts = acts;
    }

    /** Erases what is too old; safe to repeat, and goes on where it was interrupted. */
    void run() {
        if (settings.keepYears() > 0) {
            run(acts.now()
                    .atOffset(ZoneOffset.UTC)
                    .minus(Period.ofYears(settings.keepYears()))
                    .toInstant());
        }
    }

    void run(Instant border) {
        summarize(border);
        summaries.latest().ifPresent(this::erase);
    }

    private void summarize(Instant border) {
        Optional<AuditSeals.Sealed> last = seals.lastBefore(border);
        Optional<AuditSummaries.Summary> before = summaries.latest();
        long through = before.map(AuditSummaries.Summary::through).orElse(0L);
        if (last.isEmpty() || last.get().number() <= through) {
            return;
        }
        if (seals.check(last.get().number()) instanceof AuditSeals.Finding.Broken broken) {
            log.error(
                    "event=audit-purge result=refused seal={}: the audit log does not hold against its seals, so"
                            + " nothing of it is erased; look at the page of the audit log",
                    broken.seal());
            return;
        }
        AuditSeals.Counted counted = seals.counted(through, last.get().number());
        AuditSummaries.Summary summary = new AuditSummaries.Summary(
                last.get().number(),
                last.get().untilId(),
                before.map(AuditSummaries.Summary::events).orElse(0L) + counted.events(),
                before.map(AuditSummaries.Summary::firstAt).orElse(counted.firstAt()),
                counted.lastAt(),
                "");
        acts.run(() -> {
            summaries.add(summary, last.get().hash(), acts.now());
            acts.record(AuditEvent.of("audit.purged")
                    .with("by", "retention")
                    .with("events", Long.toString(counted.events()))
                    .with("from", counted.firstAt().toString())
                    .with("to", counted.lastAt().toString()));
        });
        log.info("event=audit-purge result=summarized events={} through={}", counted.events(), summary.through());
    }

    /** A few at a time: no long lock, no large transaction. The last seal stays, for the next one hangs from it. */
    private void erase(AuditSummaries.Summary summary) {
        UUID until = summary.untilId();
        while (delete("audit_events", "id", "id <= :until", until, summary.through()) == BATCH) {
            // As long as there are whole batches.
        }
        while (delete("audit_seals", "number", "number < :through", until, summary.through()) == BATCH) {
            // As above.
        }
    }

    private int delete(String table, String key, String condition, UUID until, long through) {
        return sql.sql("DELETE FROM " + table + " WHERE " + key + " IN (SELECT " + key + " FROM " + table + " WHERE "
                        + condition + " ORDER BY " + key + " LIMIT :most)")
                .param("until", until)
                .param("through", through)
                .param("most", BATCH)
                .update();
    }
}
