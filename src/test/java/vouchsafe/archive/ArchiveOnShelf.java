package vouchsafe.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import vouchsafe.files.StorageKey;

/** An archive in a folder, made up hour by hour: what tells when is real, what is inside is not looked at. */
final class ArchiveOnShelf {
    static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private static final String DATABASE = "7431234567890123456/";

    private final Path folder;
    final ClusterArchive archive;

    ArchiveOnShelf(Path folder) {
        this.folder = folder;
        this.archive = new ClusterArchive(new FolderShelf(folder), DATABASE);
    }

    static Instant hour(double hours) {
        return START.plusSeconds(Math.round(hours * 3600));
    }

    /** A server begins on a timeline. */
    ArchiveOnShelf begins(int timeline, double hour) throws IOException {
        archive.begin(new ClusterArchive.Beginning(timeline, hour(hour).toString()));
        return this;
    }

    /** The timeline leaves another one after the beginning of a segment. */
    ArchiveOnShelf leaves(int timeline, int parent, long segment) throws IOException {
        long position = segment * LogName.SIZE + 4096;
        String history = parent + "\t" + place(position) + "\tbefore 2026-11-01 00:00:00+00\n";
        putLog(String.format(Locale.ROOT, "%08X.history", timeline), history);
        return this;
    }

    /** A segment that came at an hour. */
    ArchiveOnShelf segment(int timeline, long number, double hour) throws IOException {
        String name = new LogName(timeline, number).text();
        putLog(name, name);
        Files.setLastModifiedTime(folder.resolve(DATABASE + "wal/" + name + ".gz"), FileTime.from(hour(hour)));
        return this;
    }

    private void putLog(String name, String content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        archive.putLog(name, new ByteArrayInputStream(packed.toByteArray()));
    }

    /** A copy that lies within one segment. */
    ArchiveOnShelf copy(int timeline, long segment, double hour) throws IOException {
        String name = TimeNames.text(hour(hour)) + "-" + timeline;
        archive.putPiece(name, "rows.tar.gz.000001", InputStream.nullInputStream());
        archive.finish(
                name,
                new BaseManifest(
                        1,
                        "1",
                        18,
                        hour(hour).toString(),
                        hour(hour).plusSeconds(60).toString(),
                        timeline,
                        place(segment * LogName.SIZE + 40),
                        place(segment * LogName.SIZE + 2048),
                        null,
                        0,
                        0,
                        List.of()));
        return this;
    }

    private static String place(long position) {
        return String.format(Locale.ROOT, "%X/%X", position >>> 32, position & 0xffffffffL);
    }

    /** A member's file. */
    StorageKey file(StorageKey key) throws IOException {
        archive.putFile(key, new ByteArrayInputStream(new byte[] {1}));
        return key;
    }
}
