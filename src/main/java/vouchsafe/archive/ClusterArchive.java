package vouchsafe.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.backup.BackupRefused;
import vouchsafe.files.StorageKey;

/**
 * The part of a shelf that belongs to one database, by the number that PostgreSQL gave it when its folder was made. A database
 * that was moved to a newer PostgreSQL is another one, and so its log never mixes with that of the one before.
 *
 * <pre>
 * wal/000000010000000000000001.gz    a segment of the log; also 00000002.history.gz
 * bases/20261128T101500Z-1/          a copy of the rows' folder: pieces, and manifest.json last
 * timelines/00000001.json            since when a server works on a timeline
 * files/3f/3f0a...                   the bytes of a file of a member's
 * gone/20261128T101700Z.json         keys of files that no row names since
 * </pre>
 */
final class ClusterArchive {
    static final String WAL = "wal/";
    static final String BASES = "bases/";
    static final String MANIFEST = "manifest.json";

    private static final String TIMELINES = "timelines/";
    private static final String FILES = "files/";
    private static final String GONE = "gone/";
    private static final String GZ = ".gz";

    private final Shelf shelf;
    private final String prefix;

    /** @param prefix empty, or the database's number and a slash */
    ClusterArchive(Shelf shelf, String prefix) {
        this.shelf = shelf;
        this.prefix = prefix;
    }

    Shelf shelf() {
        return shelf;
    }

    /** A copy of the rows' folder that is whole. */
    record Base(String name, BaseManifest manifest) {
        Instant began() {
            return Instant.parse(manifest.began());
        }

        Instant ended() {
            return Instant.parse(manifest.ended());
        }
    }

    /** Since when a server works on a timeline. */
    record Beginning(int timeline, String at) {}

    private record Gone(List<String> keys) {}

    /** Whether anything is there. */
    boolean exists() throws IOException {
        return !shelf.folders(prefix).isEmpty();
    }

    /** The copies that are whole, the oldest first. */
    List<Base> bases() throws IOException {
        List<Base> bases = new ArrayList<>();
        for (String name : shelf.folders(prefix + BASES)) {
            Optional<byte[]> manifest = read(BASES + name + "/" + MANIFEST);
            if (manifest.isPresent()) {
                bases.add(new Base(name, manifest(name, manifest.get())));
            }
        }
        bases.sort((one, other) -> one.ended().compareTo(other.ended()));
        return bases;
    }

    private static BaseManifest manifest(String name, byte[] json) {
        try {
            BaseManifest manifest = JsonMapper.shared().readValue(json, BaseManifest.class);
            if (manifest.format() > BaseManifest.FORMAT) {
                throw new BackupRefused("the archive was written by Vouchsafe " + manifest.program()
                        + ", which is newer than this one; restore it with that version or a later one");
            }
            return manifest;
        } catch (JacksonException damaged) {
            throw new BackupRefused(
                    "the copy " + name + " in the archive has a manifest that can't be read; remove that folder"
                            + " to have the one before it used",
                    damaged);
        }
    }

    /** The copies that were given up half way. */
    List<String> unfinishedBases() throws IOException {
        List<String> names = new ArrayList<>();
        for (String name : shelf.folders(prefix + BASES)) {
            if (shelf.find(prefix + BASES + name + "/" + MANIFEST).isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    void putPiece(String base, String piece, InputStream content) throws IOException {
        shelf.put(prefix + BASES + base + "/" + piece, content);
    }

    InputStream openPiece(String base, String piece) throws IOException {
        return shelf.open(prefix + BASES + base + "/" + piece);
    }

    /** From now on the copy is whole. */
    void finish(String base, BaseManifest manifest) throws IOException {
        put(BASES + base + "/" + MANIFEST, manifest);
    }

    void eraseBase(String name) throws IOException {
        // Without its manifest it counts no more, however far this gets.
        shelf.erase(prefix + BASES + name + "/" + MANIFEST);
        shelf.eraseAll(prefix + BASES + name + "/");
    }

    /** When each segment came, for each timeline. */
    Map<Integer, NavigableMap<Long, Instant>> segments() throws IOException {
        Map<Integer, NavigableMap<Long, Instant>> segments = new TreeMap<>();
        shelf.list(prefix + WAL, item -> {
            String name = item.name().substring((prefix + WAL).length());
            if (name.endsWith(GZ)) {
                LogName.of(name.substring(0, name.length() - GZ.length()))
                        .ifPresent(segment -> segments.computeIfAbsent(segment.timeline(), any -> new TreeMap<>())
                                .put(segment.number(), item.at()));
            }
        });
        return segments;
    }

    /** A file of the log, unpacked; empty where there is none. */
    Optional<InputStream> openLog(String name) throws IOException {
        try {
            return Optional.of(new GZIPInputStream(shelf.open(prefix + WAL + name + GZ), 1 << 16));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }

    boolean hasLog(String name) throws IOException {
        return shelf.find(prefix + WAL + name + GZ).isPresent();
    }

    /** @param packed with gzip */
    void putLog(String name, InputStream packed) throws IOException {
        shelf.put(prefix + WAL + name + GZ, packed);
    }

    void eraseLog(LogName segment) throws IOException {
        shelf.erase(prefix + WAL + segment.text() + GZ);
    }

    /** The timelines on which servers work or worked. */
    Map<Integer, Instant> timelines() throws IOException {
        List<String> names = new ArrayList<>();
        shelf.list(prefix + TIMELINES, item -> names.add(item.name().substring(prefix.length())));
        Map<Integer, Instant> timelines = new TreeMap<>();
        for (String name : names) {
            Beginning beginning = JsonMapper.shared().readValue(read(name).orElseThrow(), Beginning.class);
            timelines.put(beginning.timeline(), Instant.parse(beginning.at()));
        }
        return timelines;
    }

    void begin(Beginning beginning) throws IOException {
        put(TIMELINES + String.format(java.util.Locale.ROOT, "%08X.json", beginning.timeline()), beginning);
    }

    /** A file of a member's. */
    private static String name(String key) {
        return FILES + key.substring(0, 2) + "/" + key;
    }

    boolean hasFile(StorageKey key) throws IOException {
        return shelf.find(prefix + name(key.text())).isPresent();
    }

    void putFile(StorageKey key, InputStream content) throws IOException {
        shelf.put(prefix + name(key.text()), content);
    }

    /** @throws NoSuchFileException where there is none */
    InputStream openFile(StorageKey key) throws IOException {
        return shelf.open(prefix + name(key.text()));
    }

    void eraseFile(String key) throws IOException {
        shelf.erase(prefix + name(key));
    }

    /** Takes each key. */
    interface KeyTaker {
        void take(String key) throws IOException;
    }

    /** The keys of all files, in their order. */
    void listFiles(KeyTaker taker) throws IOException {
        shelf.list(
                prefix + FILES,
                item -> taker.take(item.name().substring(item.name().lastIndexOf('/') + 1)));
    }

    /** The keys that no row names, by the time at which that was seen. */
    NavigableMap<Instant, Set<String>> gone() throws IOException {
        List<String> names = new ArrayList<>();
        shelf.list(prefix + GONE, item -> names.add(item.name().substring(prefix.length())));
        NavigableMap<Instant, Set<String>> gone = new TreeMap<>();
        for (String name : names) {
            String at = name.substring(GONE.length(), name.length() - ".json".length());
            gone.put(
                    TimeNames.instant(at),
                    new HashSet<>(JsonMapper.shared()
                            .readValue(read(name).orElseThrow(), Gone.class)
                            .keys()));
        }
        return gone;
    }

    /** Writes them down in place of those of that time; none erases that. */
    void putGone(Instant at, Set<String> keys) throws IOException {
        String name = GONE + TimeNames.text(at) + ".json";
        if (keys.isEmpty()) {
            shelf.erase(prefix + name);
        } else {
            put(name, new Gone(keys.stream().sorted().toList()));
        }
    }

    private void put(String name, Object value) throws IOException {
        shelf.put(prefix + name, new ByteArrayInputStream(JsonMapper.shared().writeValueAsBytes(value)));
    }

    private Optional<byte[]> read(String name) throws IOException {
        try (InputStream content = shelf.open(prefix + name)) {
            return Optional.of(content.readAllBytes());
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }
}
