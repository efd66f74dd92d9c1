package vouchsafe.backup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A backup that was made, or not.
 *
 * @param file where it lies, or would
 * @param scheduled whether a server made it by itself
 * @param size bytes of the archive; null where there is none
 * @param files how many files of members are in it; null where there is none
 * @param failure why there is none; null where it was written and read back
 */
public record BackupAttempt(
        Instant beganAt,
        Instant endedAt,
        String file,
        boolean scheduled,
        @Nullable Long size,
        @Nullable Long files,
        @Nullable String failure) {}
