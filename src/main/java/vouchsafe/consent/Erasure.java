package vouchsafe.consent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with the erasure that a member asked a project for when leaving.
 *
 * @param dueAt when the project should have confirmed it, or null where nothing was asked for
 * @param confirmedAt when the project said that it did it, or null
 */
public record Erasure(
        State state, @Nullable Instant dueAt, @Nullable Instant confirmedAt) {
    /** How it stands. */
    public enum State {
        /** The member did not ask. */
        NOT_ASKED,
        /** Asked; the project still has time. */
        ASKED,
        /** Asked; the project should have confirmed it by now. */
        OVERDUE,
        /** The project says that it erased the data. */
        CONFIRMED
    }
}
