package vouchsafe.operation;

import java.time.Instant;
import java.util.Optional;

/** Knows how the archive of the embedded database's log stands. */
@FunctionalInterface
public interface LogArchive {
    /** How it stands now; empty where none is kept. */
    Optional<State> state();

    /**
     * How it stands.
     *
     * @param upTo the newest moment that it has; empty before the first
     * @param trouble why somebody should look after it, as a sentence without its full stop; empty where all is well
     */
    record State(Optional<Instant> upTo, Optional<String> trouble) {}
}
