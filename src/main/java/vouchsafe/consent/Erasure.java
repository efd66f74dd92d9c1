package vouchsafe.consent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of the erasure that a member asked a project for when leaving.
 *
 * @param dueAt the latest time for the project to confirm it, or null where none was asked for
 * @param confirmedAt the time at which the project confirmed it, or null
 */
public record Erasure(
        State state, @Nullable Instant dueAt, @Nullable Instant confirmedAt) {
    /** The states of an erasure. */
    public enum State {
        /** The member did not ask for it. */
        NOT_ASKED,
        /** The member asked, and the project still has time. */
        ASKED,
        /** The member asked, and the project is late in confirming it. */
        OVERDUE,
        /** The project says that it erased the data. */
        CONFIRMED
    }
}
