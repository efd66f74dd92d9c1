package vouchsafe.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How often something may be done per name: so many times at once, then one more whenever its share of the time has
 * passed. Nobody is shut out for longer than one share. Counted on each node by itself; a cluster of N nodes allows up to
 * N times as much, which is as good against guessing.
 */
final class Allowance {
    private final Cache<String, Bucket> buckets;
    private final long times;
    private final Duration in;

    Allowance(long times, Duration in) {
        this.times = times;
        this.in = in;
        // A full bucket is as good as none, so one that was left alone for the whole time may be forgotten.
        this.buckets =
                Caffeine.newBuilder().expireAfterAccess(in).maximumSize(200_000).build();
    }

    /** Takes one; answers how long to wait where none is left. */
    Optional<Duration> take(String name) {
        ConsumptionProbe probe = bucket(name).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()).plusSeconds(1));
    }

    /** Gives one back that turned out not to count. */
    void giveBack(String name) {
        bucket(name).addTokens(1);
    }

    private Bucket bucket(String name) {
        return buckets.get(name.toLowerCase(Locale.ROOT), this::newBucket);
    }

    private Bucket newBucket(String name) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(times).refillGreedy(times, in))
                .build();
    }
}
