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

    /** A seal for the subject about a thing with a number: its halves take the places of generation and further bytes. */
    public static Seal about(SealKind kind, UUID subject, long number, Instant issuedAt) {
        return new Seal(kind, subject, (int) (number >>> 32), issuedAt.getEpochSecond(), (int) number);
    }

    /** The number of a seal made by {@link #about}. */
    public long number() {
        return (long) generation << 32 | Integer.toUnsignedLong(extra);
    }

    /** When it was sealed, to the second. */
    public Instant issuedAt() {
        return Instant.ofEpochSecond(issuedAtSecond);
    }
}
