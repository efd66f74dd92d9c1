package vouchsafe.crypto;

import java.time.Instant;
import java.util.Set;

/**
 * What is alive only through its seal. A room that keeps a row for each such thing offers this as a bean, so that a key is not
 * retired while one of its seals may come.
 */
public interface SealedThings {
    /** The word for them, in the plural, for people. */
    String what();

    /** The kinds of seals that they are known by. */
    Set<SealKind> kinds();

    /** How many are alive that were sealed from the one time on and before the other. */
    long alive(Instant from, Instant until);
}
