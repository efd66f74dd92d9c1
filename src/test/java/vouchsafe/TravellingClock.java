package vouchsafe;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that goes like the machine's, and is put forward by tests; never back, as no clock of a server goes. */
public final class TravellingClock implements InstantSource {
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plus(ahead.get());
    }

    /** From now on it is this much later. */
    public void forward(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("back by " + time);
        }
        ahead.accumulateAndGet(time, Duration::plus);
    }
}
