package vouchsafe.db;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import vouchsafe.metrics.Metrics;

/**
 * Reads rows by key, as the database has them now. Reads that come at the same moment are one statement, which costs the
 * server and the database a fraction of what one each would (see {@link Batcher}).
 */
public final class BatchedReads<K, V> {
    private static final int AT_ONCE = 2;
    private static final int MOST = 128;

    private final Function<List<K>, List<V>> read;
    private final Function<V, K> key;
    private final Batcher<K, Optional<V>> batcher;

    /**
     * @param read the rows that there are for these keys, in any order
     * @param key the key of a row
     */
    public BatchedReads(Function<List<K>, List<V>> read, Function<V, K> key) {
        this.read = read;
        this.key = key;
        this.batcher = new Batcher<>(AT_ONCE, MOST, keys -> inPlace(keys, read.apply(keys), key));
    }

    /** From now on the sizes of its statements are counted, under this name. */
    public void count(Metrics metrics, String name) {
        batcher.count(metrics, name);
    }

    /** The row of this key. */
    public Optional<V> get(K key) {
        return batcher.ask(key);
    }

    /** The rows of these keys, in one statement of the caller's own; absent ones are left out. */
    public Map<K, V> all(List<K> keys) {
        Map<K, V> byKey = new HashMap<>();
        read.apply(keys).forEach(row -> byKey.put(key.apply(row), row));
        return byKey;
    }

    private static <K, V> List<Optional<V>> inPlace(List<K> keys, List<V> rows, Function<V, K> key) {
        if (keys.size() == 1) {
            return List.of(rows.stream().findFirst());
        }
        Map<K, V> byKey = new HashMap<>();
        rows.forEach(row -> byKey.put(key.apply(row), row));
        return keys.stream().map(each -> Optional.ofNullable(byKey.get(each))).toList();
    }
}
