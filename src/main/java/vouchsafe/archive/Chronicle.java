package vouchsafe.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import vouchsafe.backup.BackupRefused;

/**
 * What an archive tells of a database: copies, timelines and the log of each. A restore begins a new timeline, and the old one stays;
 * so of one moment there can be several, and the one meant is that on which a server worked then.
 */
final class Chronicle {
    private final ClusterArchive archive;
    private final List<ClusterArchive.Base> bases;
    private final Map<Integer, NavigableMap<Long, Instant>> segments;
    private final Map<Integer, Instant> beginnings;

    Chronicle(ClusterArchive archive) throws IOException {
        this.archive = archive;
        this.bases = archive.bases();
        this.segments = archive.segments();
        this.beginnings = archive.timelines();
    }

    /** A part of a timeline's past: an earlier timeline, up to a place of the log. */
    private record Past(int timeline, long end) {}

    /** When the newest segment came that a server wrote; empty where there is none. */
    Optional<Instant> newest() {
        return beginnings.keySet().stream()
                .map(this::end)
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
    }

    private Optional<Instant> end(int timeline) {
        return Optional.ofNullable(segments.get(timeline))
                .flatMap(all -> all.values().stream().max(Instant::compareTo));
    }

    /** Whether a server worked at this moment, as far as the archive can tell. */
    boolean covers(Instant moment) {
        return !working(moment).isEmpty();
    }

    private List<Integer> working(Instant moment) {
        return beginnings.entrySet().stream()
                .filter(each -> !each.getValue().isAfter(moment))
                .map(Map.Entry::getKey)
                .filter(timeline ->
                        end(timeline).filter(end -> !end.isBefore(moment)).isPresent())
                .toList();
    }

    /**
     * How to get to a moment.
     *
     * @param moment empty for the latest
     * @param asked the timeline to follow; empty for the one on which a server worked then
     * @throws BackupRefused where it can't be reached, with up to when it is possible
     */
    Plan plan(Optional<Instant> moment, Optional<Integer> asked) throws IOException {
        if (bases.isEmpty()) {
            throw new BackupRefused("the archive has no whole copy of the rows yet, and can't be restored from");
        }
        int timeline = asked.isPresent() ? known(asked.get()) : chosen(moment);
        NavigableMap<Integer, Past> chain = chain(timeline);
        ClusterArchive.Base base = base(moment, chain);
        return withLog(new Plan(archive, base, timeline, moment, List.of(), Optional.empty()), chain);
    }

    private int known(int timeline) {
        if (!segments.containsKey(timeline) && !beginnings.containsKey(timeline)) {
            throw new BackupRefused(
                    "the archive has no timeline " + timeline + "; it has " + told(beginnings.keySet()));
        }
        return timeline;
    }

    private String told(Iterable<Integer> timelines) {
        List<String> words = new ArrayList<>();
        for (int timeline : timelines) {
            words.add(timeline + " (from " + beginnings.getOrDefault(timeline, Instant.EPOCH) + " to "
                    + end(timeline).map(Instant::toString).orElse("its beginning") + ")");
        }
        return String.join(", ", words);
    }

    private int chosen(Optional<Instant> moment) {
        if (moment.isEmpty()) {
            return beginnings.keySet().stream()
                    .filter(timeline -> end(timeline).isPresent())
                    .max((one, other) ->
                            end(one).orElseThrow().compareTo(end(other).orElseThrow()))
                    .orElseThrow(() -> new BackupRefused("the archive has no log yet, and can't be restored from"));
        }
        List<Integer> working = working(moment.get());
        if (working.size() == 1) {
            return working.getFirst();
        }
        if (working.size() > 1) {
            throw new BackupRefused("several servers worked at " + moment.get() + ", each on a timeline of its own: "
                    + told(working) + "; say which one with --timeline");
        }
        requireNotBefore(moment.get(), bases);
        Optional<Instant> reached = beginnings.entrySet().stream()
                .filter(each -> !each.getValue().isAfter(moment.get()))
                .flatMap(each -> end(each.getKey()).stream())
                .max(Instant::compareTo);
        throw ends(moment.get(), reached);
    }

    static BackupRefused ends(Instant moment, Optional<Instant> reached) {
        return new BackupRefused("the log in the archive does not reach " + moment
                + reached.map(end -> "; it ends at " + end + ", and without --to all of it is restored")
                        .orElse("; without --to all of it is restored"));
    }

    private static void requireNotBefore(Instant moment, List<ClusterArchive.Base> usable) {
        Instant earliest = usable.getFirst().ended();
        if (moment.isBefore(earliest)) {
            throw new BackupRefused("the archive does not go back to " + moment
                    + "; the earliest moment it can be restored to is " + earliest);
        }
    }

    /** The timelines that lead to this one, by their numbers; the last one is itself and has no end. */
    private NavigableMap<Integer, Past> chain(int timeline) throws IOException {
        NavigableMap<Integer, Past> chain = new TreeMap<>();
        chain.put(timeline, new Past(timeline, Long.MAX_VALUE));
        if (timeline == 1) {
            return chain;
        }
        String name = String.format(Locale.ROOT, "%08X.history", timeline);
        try (InputStream history = archive.openLog(name)
                .orElseThrow(() -> new BackupRefused("the archive lacks the history of timeline " + timeline + " ("
                        + name + "), and can't be restored from it"))) {
            for (String line : new String(history.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(each -> !each.isEmpty() && each.charAt(0) != '#')
                    .toList()) {
                String[] parts = line.split("\\s+", 3);
                int past = Integer.parseInt(parts[0]);
                chain.put(past, new Past(past, LogName.position(parts[1])));
            }
        }
        return chain;
    }

    private ClusterArchive.Base base(Optional<Instant> moment, NavigableMap<Integer, Past> chain) {
        List<ClusterArchive.Base> usable = bases.stream()
                .filter(base -> Optional.ofNullable(chain.get(base.manifest().timeline()))
                        .filter(past -> LogName.position(base.manifest().to()) <= past.end())
                        .isPresent())
                .toList();
        if (usable.isEmpty()) {
            throw new BackupRefused("the archive has no copy of the rows that leads to timeline " + chain.lastKey());
        }
        moment.ifPresent(time -> requireNotBefore(time, usable));
        return usable.stream()
                .filter(base -> moment.map(time -> !base.ended().isAfter(time)).orElse(true))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    /** Follows the log from the copy on; a part that is missing before the moment is told, which PostgreSQL would take for the end. */
    private Plan withLog(Plan plan, NavigableMap<Integer, Past> chain) {
        List<LogName> names = new ArrayList<>();
        Optional<LogName> gap = Optional.empty();
        Instant reached = plan.base().ended();
        boolean enough = false;
        long last = last(plan.timeline(), chain);
        for (long number = LogName.at(plan.base().manifest().from()); number <= last && gap.isEmpty(); number++) {
            Optional<Held> held = holder(number, chain);
            if (held.isEmpty()) {
                gap = Optional.of(new LogName(plan.timeline(), number));
            } else if (!enough) {
                names.add(held.get().name());
                reached = held.get().at();
                // When it came, which may be well after it was written: the log may have to be followed further.
                enough = plan.moment().filter(reached::isAfter).isPresent();
            }
        }
        if (gap.isPresent() && !enough) {
            throw missing(gap.get(), reached, plan.moment());
        }
        return new Plan(plan.archive(), plan.base(), plan.timeline(), plan.moment(), names, gap);
    }

    private long last(int timeline, NavigableMap<Integer, Past> chain) {
        return Optional.ofNullable(segments.get(timeline))
                .map(NavigableMap::lastKey)
                .orElseGet(() -> chain.values().stream()
                        .filter(past -> past.timeline() != timeline)
                        .mapToLong(past -> past.end() / LogName.SIZE)
                        .max()
                        .orElse(0));
    }

    static BackupRefused missing(LogName gap, Instant reached, Optional<Instant> moment) {
        return new BackupRefused("the archive lacks a part of the log (" + gap.text()
                + "): it can be restored to moments before " + reached
                + moment.map(time -> " and not to " + time).orElse("; say one with --to"));
    }

    /** A segment that is there, and when it came. */
    private record Held(LogName name, Instant at) {}

    /** That of the newest timeline that has it, as PostgreSQL looks for it. */
    private Optional<Held> holder(long number, NavigableMap<Integer, Past> chain) {
        for (Past each : chain.descendingMap().values()) {
            Map.Entry<Integer, Past> before = chain.lowerEntry(each.timeline());
            boolean begun = before == null || number >= before.getValue().end() / LogName.SIZE;
            boolean ended = number > each.end() / LogName.SIZE;
            Map<Long, Instant> there = segments.getOrDefault(each.timeline(), new TreeMap<>());
            Instant at = there.get(number);
            if (begun && !ended && at != null) {
                return Optional.of(new Held(new LogName(each.timeline(), number), at));
            }
        }
        return Optional.empty();
    }
}
