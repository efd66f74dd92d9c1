package vouchsafe.archive;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import vouchsafe.files.FilesSettings;
import vouchsafe.files.KeptObjects;
import vouchsafe.files.StorageKey;

/**
 * The bytes of members' files on their way into the archive. Each is there before the log that names it, and before it is erased
 * here; so whatever moment a server is put back to, the archive has what its rows name. Any thread.
 */
final class ShippedFiles implements AutoCloseable {
    private final KeptObjects objects;
    private final Set<StorageKey> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean compared;

    ShippedFiles(FilesSettings settings) {
        this.objects = KeptObjects.in(settings);
    }

    void stored(StorageKey key) {
        waiting.add(key);
    }

    /** @throws IOException where the archive does not have it */
    void beforeErasing(StorageKey key, Optional<ClusterArchive> archive) throws IOException {
        if (archive.isEmpty() || !compared) {
            throw new IOException("the archive is to have it first, and can't be reached yet");
        }
        if (waiting.contains(key)) {
            ship(key, archive.get());
        }
    }

    /** Everything that was stored before this was called is in the archive when it returns. */
    void ship(ClusterArchive archive) throws IOException {
        for (StorageKey key : List.copyOf(waiting)) {
            ship(key, archive);
        }
    }

    private void ship(StorageKey key, ClusterArchive archive) throws IOException {
        Optional<InputStream> content = objects.open(key);
        if (content.isPresent()) {
            try (InputStream bytes = content.get()) {
                archive.putFile(key, bytes);
            }
        }
        waiting.remove(key);
    }

    /** After a start: what an earlier server stored and did not bring there comes along. */
    void compareAtStart(ClusterArchive archive, Connection connection) throws IOException, SQLException {
        waiting.addAll(Comparison.of(archive, connection).lacking);
        for (StorageKey released : KeptObjects.listReleased(connection)) {
            if (!archive.hasFile(released)) {
                waiting.add(released);
            }
        }
        ship(archive);
        compared = true;
    }

    /** Brings what is lacking, and writes down which ones no row names any more. */
    void compare(ClusterArchive archive, Connection connection, Instant now) throws IOException, SQLException {
        Comparison comparison = Comparison.of(archive, connection);
        waiting.addAll(comparison.lacking);
        ship(archive);
        NavigableMap<Instant, Set<String>> known = archive.gone();
        Set<String> all = new HashSet<>();
        for (Map.Entry<Instant, Set<String>> each : known.entrySet()) {
            Set<String> keys = new HashSet<>(each.getValue());
            // After a restore, rows name what they had let go.
            if (keys.retainAll(comparison.unnamed)) {
                archive.putGone(each.getKey(), keys);
            }
            all.addAll(keys);
        }
        Instant second = Instant.ofEpochSecond(now.getEpochSecond());
        Set<String> fresh = new HashSet<>(comparison.unnamed);
        fresh.removeAll(all);
        waiting.forEach(key -> fresh.remove(key.text()));
        if (!fresh.isEmpty()) {
            fresh.addAll(known.getOrDefault(second, Set.of()));
            archive.putGone(second, fresh);
        }
    }

    /** What rows name and what the archive has. It holds the archive's keys in memory, some 100 bytes each. */
    private static final class Comparison {
        private final List<StorageKey> lacking = new ArrayList<>();
        private final Set<String> unnamed = new HashSet<>();

        static Comparison of(ClusterArchive archive, Connection connection) throws IOException, SQLException {
            Comparison comparison = new Comparison();
            Set<String> there = new HashSet<>();
            archive.listFiles(there::add);
            KeptObjects.listAll(connection, object -> {
                if (!there.remove(object.key().text()) && object.size() > 0) {
                    comparison.lacking.add(object.key());
                }
            });
            comparison.unnamed.addAll(there);
            return comparison;
        }
    }

    @Override
    public void close() {
        objects.close();
    }
}
