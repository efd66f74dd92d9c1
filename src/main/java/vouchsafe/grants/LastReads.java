package vouchsafe.grants;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.db.Batcher;
import vouchsafe.db.LockedRows;
import vouchsafe.metrics.Metrics;

/**
 * Remembers to the minute when a client last read something of a member. Most reads cost no write, and those that do
 * share one statement with everything else that is to be noted at that moment.
 */
final class LastReads {
    private static final Duration PRECISION = Duration.ofMinutes(1);
    private static final int TOGETHER = 128;

    /** Grants noted by this node within the last minute. */
    private final Cache<UUID, Boolean> noted;

    private final GrantTable table;
    private final InstantSource clock;
    private final Batcher<UUID, Boolean> notes;

    /** @param most how many grants are remembered as noted; any more are only noted more often than need be */
    LastReads(GrantTable table, InstantSource clock, int most) {
        this.noted = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(PRECISION)
                .build();
        this.table = table;
        this.clock = clock;
        this.notes = new Batcher<>(
                1,
                TOGETHER,
                ids -> notedOrSkipped(ids, write(ids, LockedRows.SKIPPED)),
                id -> !write(List.of(id), LockedRows.AWAITED).isEmpty());
    }

    /** From now on the sizes of its statements are counted. */
    void count(Metrics metrics) {
        notes.count(metrics, "last_reads");
    }

    void note(UUID grantId) {
        if (noted.getIfPresent(grantId) == null) {
            notes.ask(grantId);
            noted.put(grantId, true);
        }
    }

    /**
     * Notes all of them in one statement of their own. A row that another transaction holds just now is noted at its
     * next read: a list of many must not wait for one.
     */
    void note(List<UUID> grantIds) {
        List<UUID> due =
                grantIds.stream().filter(id -> noted.getIfPresent(id) == null).toList();
        if (!due.isEmpty()) {
            write(due, LockedRows.SKIPPED).forEach(id -> noted.put(id, true));
        }
    }

    private static List<@Nullable Boolean> notedOrSkipped(List<UUID> ids, Set<UUID> lookedAt) {
        List<@Nullable Boolean> answers = new ArrayList<>();
        ids.forEach(id -> answers.add(lookedAt.contains(id) ? true : null));
        return answers;
    }

    private Set<UUID> write(List<UUID> ids, LockedRows locked) {
        Instant now = clock.instant();
        return table.noteRead(ids, now, now.minus(PRECISION), locked);
    }
}
