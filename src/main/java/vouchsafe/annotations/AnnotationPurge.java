package vouchsafe.annotations;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import vouchsafe.db.Transactions;

/** Erases deleted annotations and groups, after open pages that show them have been told. */
public final class AnnotationPurge {
    /** How long a deleted annotation's row stays. */
    static final Duration KEPT = Duration.ofMinutes(10);

    private static final int BATCH = 200;

    private final AnnotationTable table;
    private final DocumentTable documents;
    private final GroupTable groups;
    private final Transactions transactions;
    private final InstantSource clock;

    AnnotationPurge(
            AnnotationTable table,
            DocumentTable documents,
            GroupTable groups,
            Transactions transactions,
            InstantSource clock) {
        this.table = table;
        this.documents = documents;
        this.groups = groups;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Erases everything whose time has come. */
    public void run() {
        Instant now = clock.instant();
        while (erase(now.minus(KEPT)) == BATCH) {
            // Small batches: no long lock, no large transaction.
        }
        // A little later than what was in it, whose addresses are forgotten above.
        groups.erase(now.minus(KEPT).minus(KEPT));
    }

    private int erase(Instant before) {
        return transactions.call(() -> {
            List<String> uris = table.erase(before, BATCH);
            if (!uris.isEmpty()) {
                documents.forget(uris);
            }
            return uris.size();
        });
    }
}
