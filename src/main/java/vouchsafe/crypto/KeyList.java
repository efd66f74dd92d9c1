package vouchsafe.crypto;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells what keys there are and what hangs from each. It opens none, so it also works where no key can be opened. */
public final class KeyList {
    /** Later than anything that is sealed. */
    private static final Instant FAR = Instant.parse("9000-01-01T00:00:00Z");

    private final KeyTable table;
    private final SigningKeyTable pairs;
    private final MasterKeys masters;
    private final WrappedRows wrapped;
    private final Dependents dependents;
    private final InstantSource clock;

    KeyList(
            KeyTable table,
            SigningKeyTable pairs,
            MasterKeys masters,
            WrappedRows wrapped,
            Dependents dependents,
            InstantSource clock) {
        this.table = table;
        this.pairs = pairs;
        this.masters = masters;
        this.wrapped = wrapped;
        this.dependents = dependents;
        this.clock = clock;
    }

    /** What may hang from a key. */
    record Dependents(List<WrappedColumn> columns, List<SealedThings> things) {}

    /**
     * A key of the ring.
     *
     * @param state announced, seals, opens, retired, held up or lost
     * @param from from when it seals
     * @param until until when it sealed; null while it does
     * @param master fingerprint of the master key that wraps it; null where no server has opened it yet
     * @param note what is to be said about it; empty for nothing
     * @param opens what is alive by its seals, and how much of it
     * @param wraps what lies in the database wrapped by it, and how much of it
     */
    public record RingKey(
            int number,
            String state,
            Instant made,
            Instant from,
            @Nullable Instant until,
            @Nullable Instant retired,
            @Nullable String master,
            String note,
            Map<String, Long> opens,
            Map<String, Long> wraps) {}

    /**
     * A pair that signs receipts.
     *
     * @param state published, signs, signed or withdrawn
     */
    public record SigningPair(
            String id,
            String state,
            Instant made,
            Instant from,
            @Nullable Instant until) {}

    /** What cannot be opened any more, how much of it there is, and what to do without it. */
    public record Closed(String what, long count, String withoutIt) {}

    /** All keys, the oldest first. */
    public List<RingKey> ring() {
        Instant now = clock.instant();
        RingTimes times = new RingTimes(table.all());
        Map<WrappedColumn, Map<Integer, Long>> wraps = new LinkedHashMap<>();
        dependents.columns().forEach(column -> wraps.put(column, wrapped.byKey(column)));
        Map<Integer, MasterKey> openable = openable();
        List<RingKey> keys = new ArrayList<>();
        for (KeyRow row : times.rows()) {
            Instant until = times.until(row);
            Map<String, Long> opens = new LinkedHashMap<>();
            if (row.opens(now)) {
                dependents
                        .things()
                        .forEach(each -> put(opens, each.what(), each.alive(row.seals(), until == null ? FAR : until)));
            }
            Map<String, Long> holds = new LinkedHashMap<>();
            wraps.forEach((column, counts) -> put(holds, column.what(), counts.getOrDefault(row.number(), 0L)));
            keys.add(new RingKey(
                    row.number(),
                    state(row, times, now),
                    row.createdAt(),
                    row.seals(),
                    until,
                    row.retiredAt(),
                    row.master(),
                    note(row, openable.containsKey(row.number())),
                    opens,
                    holds));
        }
        return keys;
    }

    private static void put(Map<String, Long> counts, String what, long count) {
        if (count > 0) {
            counts.merge(what, count, Long::sum);
        }
    }

    private Map<Integer, MasterKey> openable() {
        Map<Integer, MasterKey> openable = new LinkedHashMap<>();
        List<MasterKey> held = masters.held();
        for (OpenedKeys.OpenedKey key : new OpenedKeys(table.all(), held, null).all()) {
            held.stream()
                    .filter(master -> master.fingerprint().equals(key.master()))
                    .forEach(master -> openable.put(key.row().number(), master));
        }
        return openable;
    }

    private static String state(KeyRow row, RingTimes times, Instant now) {
        if (row.lostAt() != null) {
            return "lost";
        }
        if (!row.opens(now)) {
            return "retired";
        }
        if (row.heldUp() != null) {
            return "held up";
        }
        if (times.sealing(now).filter(row::equals).isPresent()) {
            return "seals";
        }
        return now.isBefore(row.seals()) ? "announced" : "opens";
    }

    private static String note(KeyRow row, boolean openable) {
        String heldUp = row.heldUp();
        if (heldUp != null) {
            return heldUp;
        }
        return openable || row.lostAt() != null ? "" : "its master key is not here";
    }

    /** All pairs, the one that signs last first. */
    public List<SigningPair> pairs() {
        Instant now = clock.instant();
        boolean signs = false;
        List<SigningPair> found = new ArrayList<>();
        for (SigningKeyRow row : pairs.all()) {
            String state;
            if (row.withdrawnAt() != null && !now.isBefore(row.withdrawnAt())) {
                state = "withdrawn";
            } else if (now.isBefore(row.signs())) {
                state = "published";
            } else if (!signs && !row.retired(now)) {
                state = "signs";
                signs = true;
            } else {
                state = "signed";
            }
            found.add(new SigningPair(row.id(), state, row.createdAt(), row.signs(), row.retiredAt()));
        }
        return found;
    }

    /** What cannot be opened any more, since its keys were given up. */
    public List<Closed> closed() {
        return closed(table.all().stream()
                .filter(row -> row.lostAt() != null)
                .map(KeyRow::number)
                .toList());
    }

    /** What could not be opened any more if these keys were given up. */
    public List<Closed> closed(Collection<Integer> keys) {
        Set<Integer> numbers = Set.copyOf(keys);
        Map<String, Closed> closed = new LinkedHashMap<>();
        for (WrappedColumn column : numbers.isEmpty() ? List.<WrappedColumn>of() : dependents.columns()) {
            long count = wrapped.byKey(column).entrySet().stream()
                    .filter(each -> numbers.contains(each.getKey()))
                    .collect(Collectors.summingLong(Map.Entry::getValue));
            if (count > 0) {
                closed.merge(
                        column.what(),
                        new Closed(column.what(), count, column.withoutIt()),
                        (one, other) -> new Closed(one.what(), one.count() + other.count(), one.withoutIt()));
            }
        }
        return List.copyOf(closed.values());
    }

    /** Where the master keys are and which they are. */
    public String masters() {
        return masters.described();
    }
}
