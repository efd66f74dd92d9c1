package vouchsafe.projects;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the set-up of a project has come, told by what really happened. Times are null for what has not happened.
 *
 * @param firstAuthorizedAt when the first member authorized the project
 * @param exchanges how many codes were exchanged for tokens
 * @param firstExchangedAt when the first was
 * @param refreshed how many sign-ins were refreshed at least once
 * @param withdrawals how often a member withdrew
 * @param firstWithdrawnAt when that was tested first
 * @param reauthorizedAt when a member who had withdrawn first authorized again
 * @param reads how often the app read member data
 * @param lastReadAt when it last did, to the minute
 * @param firstMessagedAt when the first message was sent that reached a member
 * @param uploads how many files that the project added its members have now
 * @param firstUploadedAt when the oldest of them came
 */
public record SetupProgress(
        @Nullable Instant firstAuthorizedAt,
        long exchanges,
        @Nullable Instant firstExchangedAt,
        long refreshed,
        long withdrawals,
        @Nullable Instant firstWithdrawnAt,
        @Nullable Instant reauthorizedAt,
        long reads,
        @Nullable Instant lastReadAt,
        @Nullable Instant firstMessagedAt,
        long uploads,
        @Nullable Instant firstUploadedAt) {

    /** Whether a member withdrew and one came back. */
    public boolean withdrawalTested() {
        return firstWithdrawnAt != null && reauthorizedAt != null;
    }

    /** Whether the app has read anything. */
    public boolean readTested() {
        return reads > 0 || lastReadAt != null;
    }
}
