package vouchsafe.files;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A choice among the lines of a member's ledger; null is any.
 *
 * @param clientRowId row id of the client that read
 * @param projectId number of the project that the file came through
 */
public record ReadFilter(
        @Nullable UUID clientRowId, @Nullable Integer projectId) {
    /** Every line. */
    public static final ReadFilter ALL = new ReadFilter(null, null);
}
