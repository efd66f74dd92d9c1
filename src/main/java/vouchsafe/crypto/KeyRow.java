package vouchsafe.crypto;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key of the ring as the database has it.
 *
 * @param id the byte that its seals begin with; 128 and more stand for negative bytes
 * @param wrapped the key under a master key
 * @param master fingerprint of that master key; null for a row from before there were fingerprints
 * @param sealsFrom from when it seals; null for since it was made
 * @param retiredAt from when it opens no seal, which may lie ahead; null for a key in use
 * @param heldUp why it must not seal; null where nothing is against it
 * @param lostAt when its master key was given up
 * @param emptiedAt when nothing was found any more that it wraps
 */
record KeyRow(
        short id,
        byte[] wrapped,
        @Nullable String master,
        Instant createdAt,
        @Nullable Instant sealsFrom,
        @Nullable Instant retiredAt,
        @Nullable String heldUp,
        @Nullable Instant lostAt,
        @Nullable Instant emptiedAt) {

    /** The id as it stands in a seal. */
    byte inSeals() {
        return (byte) id;
    }

    /** The id for people, 0 to 255. */
    int number() {
        return Byte.toUnsignedInt(inSeals());
    }

    /** From when it seals. */
    Instant seals() {
        return sealsFrom == null ? createdAt : sealsFrom;
    }

    /** Whether it opens seals at this moment. */
    boolean opens(Instant now) {
        return retiredAt == null || now.isBefore(retiredAt);
    }

    /** Whether another row is about the same key; ids come again, but not at the same time. */
    boolean sameKey(KeyRow other) {
        return id == other.id && createdAt.equals(other.createdAt);
    }
}
