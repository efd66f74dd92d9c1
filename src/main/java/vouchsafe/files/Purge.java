package vouchsafe.files;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.audit.DurableActs;

/** Removes what is left of uploads that were never completed and of files that were deleted, a few at a time. */
public final class Purge {
    static final int BATCH = 100;
    private static final Duration AGAIN = Duration.ofMinutes(5);
    private static final Logger log = LoggerFactory.getLogger(Purge.class);

    private final JdbcClient sql;
    private final LooseObjects loose;
    private final FileStorage storage;
    private final Quotas quotas;
    private final DurableActs acts;

    Purge(JdbcClient sql, LooseObjects loose, FileStorage storage, Quotas quotas, DurableActs acts) {
        this.sql = sql;
        this.loose = loose;
        this.storage = storage;
        this.quotas = quotas;
        this.acts = acts;
    }

    /** Removes everything whose time has come. */
    public void run() {
        run(acts.now());
    }

    void run(Instant now) {
        while (forgetUploads(now) == BATCH) {
            // Small batches: no long lock, no large transaction.
        }
        while (eraseObjects(now) == BATCH) {
            // As above; an object is erased outside any transaction.
        }
    }

    private int forgetUploads(Instant now) {
        return sql.sql("""
            DELETE FROM file_uploads WHERE id IN (
                SELECT id FROM file_uploads WHERE expires_at <= :now
                ORDER BY expires_at LIMIT :most FOR UPDATE SKIP LOCKED)
            """).param("now", now).param("most", BATCH).update();
    }

    /** The room that was kept for them is free again at once: no file takes them over any more. */
    private List<StorageKey> claim(Instant now) {
        return acts.call(() -> {
            List<StorageKey> keys = loose.claim(now, BATCH);
            quotas.giveBack(keys);
            return keys;
        });
    }

    private int eraseObjects(Instant now) {
        List<StorageKey> claimed = claim(now);
        List<StorageKey> erased = new ArrayList<>();
        List<StorageKey> failed = new ArrayList<>();
        for (StorageKey key : claimed) {
            try {
                storage.erase(key);
                erased.add(key);
            } catch (IOException failure) {
                log.warn("event=file-erasure result=failed failure={}", failure.toString());
                failed.add(key);
            }
        }
        loose.forget(erased);
        loose.postpone(failed, now.plus(AGAIN));
        return claimed.size();
    }
}
