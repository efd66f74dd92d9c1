package vouchsafe.grants;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.Memory;

/**
 * How many active grants each client has, in memory: lists say it on every page, and counting reads them all. Any change of
 * any grant makes every count be taken anew, which is seldom beside the calls that ask.
 */
final class ActiveCounts implements ChangeFeed.Subscriber {
    private static final int MOST = 10_000;
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final GrantTable table;
    private final ChangeFeed changes;
    private final Memory<UUID, Long> counts = new Memory<>(MOST, KEPT);

    ActiveCounts(GrantTable table, ChangeFeed changes) {
        this.table = table;
        this.changes = changes;
        counts.count(changes.metrics(), "grant_counts");
        changes.subscribe(GrantsConfiguration.GRANT_CHANGES, this);
    }

    long of(UUID clientRowId) {
        if (!changes.up() || TransactionSynchronizationManager.isActualTransactionActive()) {
            return table.activeCount(clientRowId);
        }
        return counts.get(clientRowId, client -> Optional.of(table.activeCount(client)))
                .orElseThrow();
    }

    /** To be called in the transaction that begins or ends a grant of this client. */
    void changed(UUID clientRowId) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                counts.forget(clientRowId);
            }
        });
    }

    @Override
    public void onChange(String payload) {
        counts.forgetAll();
    }

    @Override
    public void onGap() {
        counts.forgetAll();
    }
}
