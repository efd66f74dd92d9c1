package vouchsafe.web;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Whether the other end keeps up: what it moved so far, against how long it was waited for. Without it somebody who sends or
 * reads a byte now and then would hold a request for ever. Used by one thread at a time.
 */
final class Pace {
    /** As slow as the slowest networks that people still use. */
    private static final long BYTES_A_SECOND = 1_000;

    private final long grace;
    private long waited;
    private long moved;

    /** @param grace may be waited for before it counts how much came */
    Pace(Duration grace) {
        this.grace = grace.toNanos();
    }

    /**
     * Notes one step.
     *
     * @throws SocketTimeoutException where the other end is too slow
     */
    void moved(long bytes, long nanoseconds) throws SocketTimeoutException {
        moved += bytes;
        waited += nanoseconds;
        if (waited > grace + moved * (Duration.ofSeconds(1).toNanos() / BYTES_A_SECOND)) {
            throw new SocketTimeoutException("the other end moved " + moved + " bytes in "
                    + Duration.ofNanos(waited).toSeconds() + " s");
        }
    }
}
