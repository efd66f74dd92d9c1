package vouchsafe.operation;

import java.time.Instant;
import java.util.Optional;

/** Knows when the last backup was made that was read back whole. */
@FunctionalInterface
public interface LastBackup {
    /** When; empty where none is known. */
    Optional<Instant> at();
}
