package vouchsafe.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vouchsafe.embedded.LogSpool;

/** Takes finished segments of the log from where PostgreSQL leaves them into an archive. One thread. */
final class LogShipping {
    private static final Logger log = LoggerFactory.getLogger(LogShipping.class);

    private final ClusterArchive archive;
    private final Map<Integer, Long> newest = new HashMap<>();
    private boolean gap;

    LogShipping(ClusterArchive archive) throws IOException {
        this.archive = archive;
        archive.segments().forEach((timeline, segments) -> newest.put(timeline, segments.lastKey()));
    }

    /** The log of another server has the name of ours. */
    static final class OtherLog extends IOException {
        private static final long serialVersionUID = 1L;

        OtherLog(String name) {
            super("it has another segment " + name
                    + " than this server: the data folder was copied, or put back by other"
                    + " means than vouchsafe restore. Name another folder or prefix as archive, and start again");
        }
    }

    /** Whether a segment was missing between two, since this was asked last. */
    boolean gap() {
        boolean was = gap;
        gap = false;
        return was;
    }

    /** Takes these, in their order; when the last segment of them was finished. */
    Optional<Instant> ship(List<Path> files) throws IOException {
        Optional<Instant> last = Optional.empty();
        for (Path file : files) {
            String name = file.getFileName().toString();
            Optional<LogName> segment = LogName.of(name);
            if (segment.isPresent() || name.endsWith(".history")) {
                Instant finished = Files.getLastModifiedTime(file).toInstant();
                put(name, Files.readAllBytes(file));
                if (segment.isPresent()) {
                    count(segment.get());
                    last = Optional.of(finished);
                }
            }
            // Others are the beginning of a segment that is there as a whole, and notes that the manifests have.
            Files.delete(file);
        }
        return last;
    }

    private void count(LogName segment) {
        Long before = newest.get(segment.timeline());
        if (before != null && segment.number() > before + 1) {
            log.warn(
                    "event=archive result=gap segment={}; what is missing before it can't be restored to; a new copy of"
                            + " the rows is made",
                    segment.text());
            gap = true;
        }
        newest.merge(segment.timeline(), segment.number(), Math::max);
    }

    /** Puts a file of the log there, packed; what is there already is only compared. */
    void put(String name, byte[] content) throws IOException {
        Optional<InputStream> there = archive.hasLog(name) ? archive.openLog(name) : Optional.empty();
        if (there.isPresent()) {
            try (InputStream same = there.get()) {
                if (!Arrays.equals(same.readAllBytes(), content)) {
                    throw new OtherLog(name);
                }
            }
            return;
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new FastGzip(packed)) {
            gzip.write(content);
        }
        archive.putLog(name, new ByteArrayInputStream(packed.toByteArray()));
    }

    /** Most of a segment that was ended by time is empty. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream to) throws IOException {
            super(to, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** Files that wait, and since when the oldest one does. */
    static Optional<Instant> waitingSince(LogSpool spool) throws IOException {
        List<Path> waiting = spool.finished();
        return waiting.isEmpty()
                ? Optional.empty()
                : Optional.of(Files.getLastModifiedTime(waiting.getFirst()).toInstant());
    }
}
