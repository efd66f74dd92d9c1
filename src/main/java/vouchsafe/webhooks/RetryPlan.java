package vouchsafe.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When a delivery that failed is tried again: soon at first, then ever more rarely, for three days in all. */
final class RetryPlan {
    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(18),
            Duration.ofHours(22));

    private RetryPlan() {}

    /** When to try again after this many attempts; empty where it is enough. */
    static Optional<Instant> after(int attempts, Instant now, RandomGenerator random) {
        if (attempts > WAITS.size()) {
            return Optional.empty();
        }
        Duration wait = WAITS.get(attempts - 1);
        // A fifth more or less, so that an app that comes back is not met by everything at once.
        double jitter = 0.8 + 0.4 * random.nextDouble();
        return Optional.of(now.plusMillis(Math.round(wait.toMillis() * jitter)));
    }
}
