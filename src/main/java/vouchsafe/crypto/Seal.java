package vouchsafe.crypto;

import java.time.Instant;
import java.util.UUID;

/**
 * A statement about one row: "this is generation g of row id, sealed at that second".
 *
 * @param subject the row
 * @param generation which state of the row, 0 or more
 * @param issuedAtSecond Unix seconds, unsigned 32 bit
 * @param extra four further bytes for the kinds that carry them, else 0
 */
public record Seal(SealKind kind, UUID subject, int generation, long issuedAtSecond, int extra) {

    /** A seal without further bytes. */
    public static Seal of(SealKind kind, UUID subject, int generation, Instant issuedAt) {
        return new Seal(kind, subject, generation, issuedAt.getEpochSecond(), 0);
    }

    /** When it was sealed, to the second. */
    public Instant issuedAt() {
        return Instant.ofEpochSecond(issuedAtSecond);
    }
}
