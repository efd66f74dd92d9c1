package vouchsafe.crypto;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done about old keys by itself: what they wrap is wrapped anew by the one that seals now, and a key is retired once nothing
 * that it sealed can be alive.
 */
public final class KeyUpkeep {
    /**
     * Seals of which no row is kept, and how long they may be used. {@link SealedThings} counts the others.
     */
    static final Map<SealKind, Duration> WITHOUT_ROWS = Map.of(
            SealKind.REQUEST_URI, Duration.ofHours(1),
            SealKind.CONSENT, Duration.ofHours(12),
            SealKind.DOWNLOAD, Duration.ofHours(1),
            SealKind.OWN_DOWNLOAD, Duration.ofMinutes(5),
            SealKind.UPLOAD, Duration.ofDays(7),
            SealKind.UNSUBSCRIBE, Duration.ofDays(400),
            SealKind.KNOWN_BROWSER, Duration.ofDays(400));

    /** The oldest of them. An access token may outlive its successor's family state by as much as a year. */
    static final Duration LONGEST = Duration.ofDays(400);

    /** Clocks of nodes differ by less. */
    private static final Duration CLOCKS = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(KeyUpkeep.class);

    private final KeyTable table;
    private final KeyRing ring;
    private final WrappedRows wrapped;
    private final List<WrappedColumn> columns;
    private final List<SealedThings> things;
    private final KeyRotation.KeyChanges changes;

    KeyUpkeep(
            KeyTable table,
            KeyRing ring,
            WrappedRows wrapped,
            List<WrappedColumn> columns,
            List<SealedThings> things,
            KeyRotation.KeyChanges changes) {
        this.table = table;
        this.ring = ring;
        this.wrapped = wrapped;
        this.columns = columns;
        this.things = things;
        this.changes = changes;
    }

    /** Does both, as far as there is something to do. */
    public void run() {
        List<KeyRow> rows = table.all();
        if (rows.size() > 1) {
            wrapAnew(rows);
            retireDead(rows);
        }
    }

    private void wrapAnew(List<KeyRow> rows) {
        Instant now = changes.now();
        RingTimes times = new RingTimes(rows);
        for (KeyRow row : rows) {
            Instant until = times.until(row);
            boolean kept = row.emptiedAt() == null && row.lostAt() == null;
            if (kept && until != null && now.isAfter(until.plus(KeyRotation.LEAST_NOTICE))) {
                long moved = 0;
                for (WrappedColumn column : columns) {
                    moved += wrapped.wrapAnew(column, row.number(), ring);
                }
                if (moved > 0) {
                    log.info("event=keys.wrapped_anew key={} rows={}", row.number(), moved);
                } else if (now.isAfter(until.plus(CLOCKS))) {
                    table.emptied(row.id(), now);
                }
            }
        }
    }

    private void retireDead(List<KeyRow> rows) {
        Instant now = changes.now();
        RingTimes times = new RingTimes(rows);
        for (KeyRow row : rows) {
            Instant until = times.until(row);
            if (until != null && row.opens(now) && now.isAfter(until.plus(LONGEST)) && nothingAlive(row, until)) {
                changes.transactions().run(() -> {
                    table.retire(row.id(), now);
                    changes.events()
                            .record(
                                    "keys.retired",
                                    Map.of(
                                            "key",
                                            Integer.toString(row.number()),
                                            "by",
                                            "the server: nothing needs it"));
                    changes.announce(row.number());
                });
            }
        }
    }

    private boolean nothingAlive(KeyRow row, Instant until) {
        return things.stream().allMatch(each -> each.alive(row.seals().minus(CLOCKS), until.plus(CLOCKS)) == 0);
    }
}
