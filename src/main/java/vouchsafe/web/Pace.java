package vouchsafe.web;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Whether the other end keeps up: what it moves, against how long it is waited for. Without it somebody who sends or reads a
 * byte now and then would hold a request for ever. What moved quickly pays for slowness later, up to the grace: buffers of the
 * system take megabytes at once, and that must not buy hours. Used by one thread at a time.
 */
final class Pace {
    /** As slow as the slowest networks that people still use. */
    private static final long BYTES_A_SECOND = 1_000;

    private static final long NANOSECONDS_A_BYTE = Duration.ofSeconds(1).toNanos() / BYTES_A_SECOND;

    private final long grace;
    private long credit;
    private long waited;
    private long moved;

    /** @param grace may be waited for beyond what the bytes take that move meanwhile */
    Pace(Duration grace) {
        this.grace = grace.toNanos();
        this.credit = this.grace;
    }

    /**
     * Notes one step.
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
