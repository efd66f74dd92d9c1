package vouchsafe.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The clock of a demo server. While its story is told it stands in the past and moves on as the story does, so that what
 * happens there has the age that the pages say; afterwards it is the machine's.
 */
public final class StoryClock implements InstantSource {
    private volatile Duration behind = Duration.ZERO;

    @Override
    public Instant instant() {
        return InstantSource.system().instant().minus(behind);
    }

    /** Puts the clock to this long ago. */
    public void setBack(Duration ago) {
        behind = ago;
    }

    /** Moves the clock on to this long ago, and never back. */
    void until(Duration ago) {
        if (ago.compareTo(behind) < 0) {
            behind = ago;
        }
    }

    /** Brings the clock to the present. */
    void arrive() {
        behind = Duration.ZERO;
    }
}
