package vouchsafe.db;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Rows in memory by id, forgotten when any node changes them. While changes may go unheard (see
 * {@link ChangeFeed#up()}) every look goes to the database.
 */
public final class RowCache<T> implements ChangeFeed.Subscriber {
    private final String channel;
    private final ChangeFeed changes;
    private final Function<UUID, Optional<T>> read;
    private final Memory<UUID, T> rows;

    /**
     * @param channel name of the change channel, one per kind of row
     * @param size how many rows are kept at most
     * @param keep how long a row is kept at most, for changes that are not announced
     * @param read reads one row from the database
     */
    public RowCache(String channel, int size, Duration keep, ChangeFeed changes, Function<UUID, Optional<T>> read) {
        this.channel = channel;
        this.changes = changes;
        this.read = read;
        this.rows = new Memory<>(size, keep);
        changes.subscribe(channel, this);
    }

    /** The row from memory, or from the database where memory has it not or can't be trusted. */
    public Optional<T> get(UUID id) {
        return changes.up() ? rows.get(id, read) : read.apply(id);
    }

    /** Call inside the transaction that changes the row: this node forgets it at commit, the others a moment later. */
    public void changed(UUID id) {
        changes.publish(channel, id.toString());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                rows.forget(id);
            }
        });
    }

    /** Forgets a row on this node only, for changes that nobody depends on. */
    public void forget(UUID id) {
        rows.forget(id);
    }

    @Override
    public void onChange(String payload) {
        rows.forget(UUID.fromString(payload));
    }

    @Override
    public void onGap() {
        rows.forgetAll();
    }
}
