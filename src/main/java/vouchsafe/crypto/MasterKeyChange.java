package vouchsafe.crypto;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Changes the master key of the ring, or goes on without one that is lost; each in one transaction. */
public final class MasterKeyChange {
    private final KeyTable table;
    private final SigningKeyTable pairs;
    private final MasterKeys masters;
    private final KeyRotation.KeyChanges changes;

    MasterKeyChange(KeyTable table, SigningKeyTable pairs, MasterKeys masters, KeyRotation.KeyChanges changes) {
        this.table = table;
        this.pairs = pairs;
        this.masters = masters;
        this.changes = changes;
    }

    /**
     * The outcome of a rewrap.
     *
     * @param master fingerprint of the key that wraps the ring now
     * @param before fingerprint of the one that did; null where it was the same
     * @param keys how many keys were wrapped anew
     */
    public record Rewrapped(String master, @Nullable String before, int keys) {}

    /**
     * Wraps every key of the ring with the next master key. Servers that run go on with what they hold in memory.
     *
     * @throws WrongMasterKey where a key of the ring is wrapped by a master key that is not here
     */
    public Rewrapped rewrap() {
        Rewrapped done = changes.transactions().call(() -> {
            table.lock();
            List<KeyRow> rows =
                    table.all().stream().filter(row -> row.lostAt() == null).toList();
            OpenedKeys opened = new OpenedKeys(rows, masters.held(), null);
            for (OpenedKeys.OpenedKey key : opened.all()) {
                if (key.secret() == null) {
                    throw new WrongMasterKey(KeyRing.wrongKey(key.row(), masters));
                }
            }
            Optional<String> before = opened.sealing(changes.now()).map(OpenedKeys.OpenedKey::master);
            // An earlier change may have been cut off before its key took its place.
            before.ifPresent(masters::settle);
            List<MasterKey> old = masters.held();
            MasterKey next = masters.next();
            int wrapped = 0;
            for (KeyRow row : rows) {
                if (!next.fingerprint().equals(row.master())) {
                    table.rewrap(row.id(), next.wrap(OpenedKeys.plain(row, old)), next.fingerprint());
                    wrapped++;
                }
            }
            if (wrapped > 0) {
                Map<String, String> detail = new LinkedHashMap<>();
                detail.put("master_before", before.orElse(""));
                detail.put("master", next.fingerprint());
                changes.events().record("keys.rewrapped", detail);
                changes.announce(0);
            }
            return new Rewrapped(next.fingerprint(), wrapped > 0 ? before.orElse(null) : null, wrapped);
        });
        masters.settle(done.master());
        return done;
    }

    /** The numbers of the keys of the ring that no master key here opens, and that were not given up before. */
    public List<Integer> closed() {
        return closedRows().stream().map(KeyRow::number).toList();
    }

    private List<KeyRow> closedRows() {
        return new OpenedKeys(table.all(), masters.held(), null)
                .all().stream()
                        .filter(key -> key.secret() == null && key.row().lostAt() == null)
                        .map(OpenedKeys.OpenedKey::row)
                        .toList();
    }

    /**
     * Gives up the keys that no master key here opens. Where none is left, the ring gets a new one.
     *
     * @return the numbers of those that were given up; none where all could be opened
     */
    public List<Integer> giveUpClosed() {
        return changes.transactions().call(() -> {
            table.lock();
            Instant now = changes.now();
            List<KeyRow> lost = closedRows();
            if (lost.isEmpty()) {
                return List.of();
            }
            lost.forEach(row -> table.lose(row.id(), now));
            RingTimes times = new RingTimes(table.all());
            if (times.sealing(now).isEmpty()) {
                table.insertNext(times, masters.first(), now);
            }
            Set<Integer> numbers = lost.stream().map(KeyRow::number).collect(Collectors.toSet());
            pairs.lock();
            pairs.all().stream()
                    .filter(pair -> numbers.contains(Byte.toUnsignedInt(pair.wrapped()[0])))
                    .forEach(pair -> pairs.retire(pair.id(), now));
            changes.events()
                    .record(
                            "keys.lost",
                            Map.of(
                                    "keys",
                                    numbers.stream()
                                            .sorted()
                                            .map(String::valueOf)
                                            .collect(Collectors.joining(", "))));
            changes.announce(0);
            return numbers.stream().sorted().toList();
        });
    }
}
