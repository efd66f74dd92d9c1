package vouchsafe.web;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Checks whether the other end keeps up, by the bytes it moves and the time that they take. Without it a sender or reader
 * of a byte now and then would hold a request for ever. Bytes that moved quickly pay for slowness later, up to the grace:
 * buffers of the system take megabytes at once, which must not buy hours. Used by one thread at a time.
 */
final class Pace {
    /** The pace of the slowest networks that people still use. */
    private static final long BYTES_A_SECOND = 1_000;

    private static final long NANOSECONDS_A_BYTE = Duration.ofSeconds(1).toNanos() / BYTES_A_SECOND;

    private final long grace;
    private long credit;
    private long waited;
    private long moved;

    /** @param grace time that may be waited beyond the time for the moved bytes */
    Pace(Duration grace) {
        this.grace = grace.toNanos();
        this.credit = this.grace;
    }

    /**
     * Notes one step of reading or sending.
     *
     * @throws SocketTimeoutException where the other end is too slow
     */
    void moved(long bytes, long nanoseconds) throws SocketTimeoutException {
        moved += bytes;
        waited += nanoseconds;
        credit = Math.min(grace, credit - nanoseconds + bytes * NANOSECONDS_A_BYTE);
        if (credit < 0) {
            throw new SocketTimeoutException("the other end moved " + moved + " bytes in "
                    + Duration.ofNanos(waited).toSeconds() + " s");
        }
    }
}
