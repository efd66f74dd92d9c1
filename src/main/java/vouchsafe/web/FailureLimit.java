package vouchsafe.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/** Slows down whoever fails again and again, by a key of the caller's choice; those who succeed never notice. */
public final class FailureLimit {
    private static final int FAILURES = 40;
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final Cache<String, Bucket> failing = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterAccess(PERIOD.multipliedBy(2))
            .build();

    /** Seconds to wait before another try, or 0. */
    public long secondsToWait(String key) {
        Bucket bucket = failing.getIfPresent(key);
        if (bucket == null || bucket.getAvailableTokens() > 0) {
            return 0;
        }
        long nanoseconds = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
        return Math.max(1, Duration.ofNanos(nanoseconds).toSeconds() + 1);
    }

    /** Notes a failure. */
    public void failed(String key) {
        failing.get(
                        key,
                        unused -> Bucket.builder()
                                .addLimit(limit -> limit.capacity(FAILURES).refillGreedy(FAILURES, PERIOD))
                                .build())
                .tryConsume(1);
    }
}
