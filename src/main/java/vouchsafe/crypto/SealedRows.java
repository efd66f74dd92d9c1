package vouchsafe.crypto;

import java.time.Instant;
import java.util.Set;

/** Sealed things that lie in a table, counted by a statement of the room that owns it. */
public record SealedRows(String what, Set<SealKind> kinds, Count count) implements SealedThings {

    /** Counts the rows that are alive and were sealed from the one time on and before the other. */
    @FunctionalInterface
    public interface Count {
        /** How many there are. */
        long between(Instant from, Instant until);
    }

    @Override
    public long alive(Instant from, Instant until) {
        return count.between(from, until);
    }
}
