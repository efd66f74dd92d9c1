package vouchsafe.operation;

import java.time.Instant;
import java.util.Optional;

/** Knows how the backups of this installation stand. */
@FunctionalInterface
public interface LastBackup {
    /** How they stand now. */
    State state();

    /**
     * How they stand.
     *
     * @param at when the last one was made that was read back whole; empty where none is known
     * @param trouble why there should be a newer one, as the end of a sentence that begins with "the server's backups"; empty
     *     where all is well, or none were asked for
     */
    record State(Optional<Instant> at, Optional<String> trouble) {}
}
