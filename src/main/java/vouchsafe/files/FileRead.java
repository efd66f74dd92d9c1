package vouchsafe.files;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of the ledger.
 *
 * @param fileId the file, which may be gone by now
 * @param projectId the project that the file came through
 * @param basename the file's name
 * @param clientRowId row id of the client that read; null where it was no project
 * @param grantId the grant it read under; null where it was no project
 */
public record FileRead(
        UUID id,
        Instant at,
        long fileId,
        int projectId,
        String basename,
        Reader reader,
        @Nullable UUID clientRowId,
        @Nullable UUID grantId) {

    /** The kind of reader. */
    public enum Reader {
        PROJECT,
        MEMBER,
        PUBLIC;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
