package vouchsafe.db;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Rows in memory by id, forgotten when any node changes them. While changes may go unheard (see
 * {@link ChangeFeed#up()}) every look goes to the database, and so does one inside a transaction, which may have changed
 * the row itself. Rows that several threads miss at the same moment are read together.
 */
public final class RowCache<T> implements ChangeFeed.Subscriber {
    /** How many ids fit into one announcement. */
    public static final int MOST_ANNOUNCED = 128;

    private final String channel;
    private final ChangeFeed changes;
    private final BatchedReads<UUID, T> reads;
    private final Memory<UUID, T> rows;
    private final String node = UUID.randomUUID().toString();

    /**
     * @param channel name of the change channel, one per kind of row
     * @param size how many rows are kept at most
     * @param keep how long a row is kept at most, for changes that are not announced
     * @param reads reads rows from the database
     */
    public RowCache(String channel, int size, Duration keep, ChangeFeed changes, BatchedReads<UUID, T> reads) {
        this(channel, new Memory<>(size, keep), changes, reads);
    }

    /** The same with a memory that knows how much it keeps. */
    public RowCache(String channel, Memory<UUID, T> rows, ChangeFeed changes, BatchedReads<UUID, T> reads) {
        this.channel = channel;
        this.changes = changes;
        this.reads = reads;
        this.rows = rows;
        rows.count(changes.metrics(), channel);
        reads.count(changes.metrics(), channel);
        changes.subscribe(channel, this);
    }

    /** The row from memory, or from the database where memory has it not or can't be trusted. */
    public Optional<T> get(UUID id) {
        return trusted() ? rows.get(id, reads::get) : reads.get(id);
    }

    /** The rows of these ids, those that are not in memory in one statement; absent ones are left out. */
    public Map<UUID, T> all(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return trusted() ? rows.all(ids, reads::all) : reads.all(List.copyOf(ids));
    }

    private boolean trusted() {
        return changes.up() && !TransactionSynchronizationManager.isActualTransactionActive();
    }

    /** Call inside the transaction that changes the row: this node forgets it at commit, the others a moment later. */
    public void changed(UUID id) {
        changes.publish(channel, payload() + id);
        forgetAtCommit(id);
    }

    /**
     * For rows whose changes the database announces by itself (a trigger of their table): call it after the change,
     * inside its transaction, so that this node forgets the row at commit and not only when it hears of it.
     */
    public void forgetAtCommit(UUID id) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            rows.forget(id);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                rows.forget(id);
            }
        });
    }

    /**
     * For a statement that changes rows and announces them itself: {@code pg_notify(ChangeFeed.CHANNEL, announcement ||
     * ids)}, with up to {@link #MOST_ANNOUNCED} ids between commas. This node does not listen to itself: call
     * {@link #forget} after the commit.
     */
    public String announcement() {
        return channel + ' ' + payload();
    }

    private String payload() {
        return node + ' ';
    }

    /**
     * The ids in a text announced on the channel of a cache, for subscribers that follow the same rows for another
     * reason.
     */
    public static List<UUID> announced(String payload) {
        String ids = payload.substring(payload.indexOf(' ') + 1);
        return Arrays.stream(ids.split(",")).map(UUID::fromString).toList();
    }

    /** Forgets a row on this node only. */
    public void forget(UUID id) {
        rows.forget(id);
    }

    @Override
    public void onChange(String payload) {
        if (!payload.startsWith(payload())) {
            announced(payload).forEach(rows::forget);
        }
    }

    @Override
    public void onGap() {
        rows.forgetAll();
    }
}
