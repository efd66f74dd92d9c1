package vouchsafe.db;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Time-ordered row ids (RFC 9562 section 5.7): 48 bits of Unix milliseconds, 74 random bits. */
public final class UuidV7 {
    private static final SecureRandom RANDOM = new SecureRandom();

    private UuidV7() {}

    /** A new id; ids made later sort after ids made in an earlier millisecond. */
    public static UUID next() {
        long milliseconds = System.currentTimeMillis();
        long high = milliseconds << 16 | 0x7000L | RANDOM.nextInt(1 << 12);
        long low = RANDOM.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** The least id a row made at this time or later can have: the border for reading rows by age without another index. */
    public static UUID earliestAt(Instant at) {
        return new UUID(at.toEpochMilli() << 16 | 0x7000L, 0x8000_0000_0000_0000L);
    }
}
