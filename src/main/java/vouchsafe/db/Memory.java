package vouchsafe.db;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import vouchsafe.metrics.Metrics;

/**
 * Values read from the database, by key. No thread ever waits for another's read: forgetting happens at a commit, while
 * the connection is still held, and a read that waits for a connection must not hold it up. A read that began before
 * its key was forgotten is not kept, nor is one inside a transaction, which may see what is never committed.
 * Thread-safe.
 */
public final class Memory<K, V> {
    private final Cache<K, Slot<V>> slots;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    private sealed interface Slot<V> {}

    private record Known<V>(V value) implements Slot<V> {}

    /** A read that is under way. Equal to itself only. */
    private static final class Reading<V> implements Slot<V> {}

    /**
     * @param size how many values are kept at most
     * @param keep how long a value is kept at most
     */
    public Memory(int size, Duration keep) {
        this.slots =
                Caffeine.newBuilder().maximumSize(size).expireAfterWrite(keep).build();
    }

    /**
     * For values of different sizes.
     *
     * @param size what all values weigh at most
     * @param keep how long a value is kept at most
     * @param weight what a value weighs, 1 or more
     */
    public Memory(int size, Duration keep, ToIntFunction<V> weight) {
        this.slots = Caffeine.newBuilder()
                .maximumWeight(size)
                .weigher((K key, Slot<V> slot) -> slot instanceof Known<V>(V value) ? weight.applyAsInt(value) : 1)
                .expireAfterWrite(keep)
                .build();
    }

    /** From now on its use can be read, under this name. */
    public void count(Metrics metrics, String name) {
        String meaning = "Looks into memory, by whether the row was there";
        metrics.total("vouchsafe.cache.looks", meaning, hits::sum, "cache", name, "outcome", "hit");
        metrics.total("vouchsafe.cache.looks", meaning, misses::sum, "cache", name, "outcome", "miss");
        metrics.gauge("vouchsafe.cache.rows", "Rows in memory", slots::estimatedSize, "cache", name);
    }

    /** The value from memory, or else as it is read; absent ones are not remembered. */
    public Optional<V> get(K key, Function<K, Optional<V>> read) {
        if (slots.getIfPresent(key) instanceof Known<V>(V value)) {
            hits.increment();
            return Optional.of(value);
        }
        misses.increment();
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return read.apply(key);
        }
        Reading<V> mine = new Reading<>();
        boolean first = slots.asMap().putIfAbsent(key, mine) == null;
        try {
            Optional<V> value = read.apply(key);
            if (first && value.isPresent()) {
                slots.asMap().replace(key, mine, new Known<>(value.get()));
            }
            return value;
        } finally {
            if (first) {
                slots.asMap().remove(key, mine);
            }
        }
    }

    /** These values from memory, and those that are not there as they are read, together; absent ones are left out. */
    public Map<K, V> all(Collection<K> keys, Function<List<K>, Map<K, V>> read) {
        Map<K, V> values = new HashMap<>();
        List<K> missing = new ArrayList<>();
        for (K key : keys) {
            if (slots.getIfPresent(key) instanceof Known<V>(V value)) {
                values.put(key, value);
            } else {
                missing.add(key);
            }
        }
        hits.add(values.size());
        misses.add(missing.size());
        if (missing.isEmpty()) {
            return values;
        }
        Map<K, Reading<V>> mine = new HashMap<>();
        for (K key : missing) {
            Reading<V> reading = new Reading<>();
            if (slots.asMap().putIfAbsent(key, reading) == null) {
                mine.put(key, reading);
            }
        }
        try {
            Map<K, V> found = read.apply(missing);
            found.forEach((key, value) -> {
                Reading<V> reading = mine.get(key);
                if (reading != null) {
                    slots.asMap().replace(key, reading, new Known<>(value));
                }
            });
            values.putAll(found);
            return values;
        } finally {
            mine.forEach((key, reading) -> slots.asMap().remove(key, reading));
        }
    }

    /** Forgets a value, and what is being read of it. */
    public void forget(K key) {
        slots.invalidate(key);
    }

    /** Forgets everything. */
    public void forgetAll() {
        slots.invalidateAll();
    }
}
