package vouchsafe.web.api;

import java.time.Duration;
import vouchsafe.web.Allowance;

/** Slows down a caller that fails again and again; callers that succeed never notice. */
public final class FailureLimit {
    private final Allowance failures = new Allowance(40, Duration.ofMinutes(1));

    /** Seconds before this caller may try again, or 0. */
    public long secondsToWait(String... caller) {
        return failures.toWait(caller).map(Duration::toSeconds).orElse(0L);
    }

    /** Notes a failure of this caller. */
    public void failed(String... caller) {
        failures.take(caller);
    }
}
