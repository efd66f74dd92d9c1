package vouchsafe.crypto;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pair of signing keys as the database has it.
 *
 * @param publicJwk the public half, which anybody may read
 * @param wrapped the pair under the key ring
 * @param signsFrom from when it signs; null for since it was made
 * @param retiredAt from when it signs no more; null for one that does or will
 * @param withdrawnAt since when it is published no more; null for one that is
 */
record SigningKeyRow(
        String id,
        String publicJwk,
        byte[] wrapped,
        Instant createdAt,
        @Nullable Instant signsFrom,
        @Nullable Instant retiredAt,
        @Nullable Instant withdrawnAt) {

    /** From when it signs. */
    Instant signs() {
        return signsFrom == null ? createdAt : signsFrom;
    }

    boolean retired(Instant now) {
        return retiredAt != null && !now.isBefore(retiredAt);
    }
}
