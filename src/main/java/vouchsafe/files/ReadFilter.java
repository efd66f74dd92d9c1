package vouchsafe.files;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of a member's ledger are wanted; null is any.
 *
 * @param clientId row id of the client that read
 * @param projectId number of the project that the file came through
 */
public record ReadFilter(@Nullable UUID clientId, @Nullable Integer projectId) {
    /** Every line. */
    public static final ReadFilter ALL = new ReadFilter(null, null);
}
