package vouchsafe.archive;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import vouchsafe.files.KeptObjects;

/**
 * Removes from an archive what no moment needs that a server can still be put back to. The newest copy of the rows always stays, and
 * so does the one from which the oldest of those moments is reached.
 */
final class Retention {
    /** The clock of a store may differ from ours. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private final ClusterArchive archive;
    private final Duration keep;

    Retention(ClusterArchive archive, Duration keep) {
        this.archive = archive;
        this.keep = keep;
    }

    /** Which copies stay, the oldest first. */
    private List<ClusterArchive.Base> kept(List<ClusterArchive.Base> bases, Instant now) {
        Instant limit = now.minus(keep);
        int first = 0;
        while (first + 1 < bases.size() && !bases.get(first + 1).ended().isAfter(limit)) {
            first++;
        }
        return bases.subList(first, bases.size());
    }

    /** Removes it; the connection tells which files rows name. */
    void run(Connection connection, Instant now) throws IOException, SQLException {
        List<ClusterArchive.Base> bases = archive.bases();
        if (bases.isEmpty()) {
            return;
        }
        List<ClusterArchive.Base> kept = kept(bases, now);
        for (ClusterArchive.Base old : bases.subList(0, bases.size() - kept.size())) {
            archive.eraseBase(old.name());
        }
        Instant oldest = kept.getFirst().began().minus(MARGIN);
        eraseLog(kept, oldest);
        eraseFiles(connection, oldest);
    }

    private void eraseLog(List<ClusterArchive.Base> kept, Instant before) throws IOException {
        for (Map.Entry<Integer, NavigableMap<Long, Instant>> timeline :
                archive.segments().entrySet()) {
            long needed = kept.stream()
                    .filter(base -> base.manifest().timeline() == timeline.getKey())
                    .mapToLong(base -> LogName.at(base.manifest().from()))
                    .min()
                    .orElse(Long.MAX_VALUE);
            for (Map.Entry<Long, Instant> segment : timeline.getValue().entrySet()) {
                if (segment.getKey() < needed && segment.getValue().isBefore(before)) {
                    archive.eraseLog(new LogName(timeline.getKey(), segment.getKey()));
                }
            }
        }
    }

    private void eraseFiles(Connection connection, Instant before) throws IOException, SQLException {
        NavigableMap<Instant, Set<String>> old = archive.gone().headMap(before, false);
        if (old.isEmpty()) {
            return;
        }
        Set<String> due = new HashSet<>();
        old.values().forEach(due::addAll);
        KeptObjects.listAll(connection, object -> due.remove(object.key().text()));
        for (String key : due) {
            archive.eraseFile(key);
        }
        for (Instant each : old.keySet()) {
            archive.putGone(each, Set.of());
        }
    }
}
