package vouchsafe.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import vouchsafe.crypto.Fingerprint;

/**
 * Limits how often a thing may be done per name: so many times at once, then one more each time its share of the period has
 * passed. No name is shut out for longer than one share. Each node counts by itself; a cluster of N nodes allows up to N
 * times as much, which is as good against guessing.
 *
 * <p>A name may be anything a stranger sent. Its fingerprint and one number are kept, some 120 bytes, for as many names as
 * {@link #MOST}: beyond that the names seen least are forgotten. Thread-safe.
 */
public final class Allowance {
    /** The most names that are counted at a time. */
    static final int MOST = 32_768;

    private final long share;
    private final long most;
    private final LongSupplier nanoseconds;
    private final Cache<Fingerprint, Spent> spent;

    /** The moment, in nanoseconds of this process, up to which shares are taken. */
    private static final class Spent extends AtomicLong {
        private static final long serialVersionUID = 1L;

        Spent(long now) {
            super(now);
        }
    }

    /** An allowance of so many times in this time. */
    public Allowance(long times, Duration in) {
        this(times, in, System::nanoTime);
    }

    Allowance(long times, Duration in, LongSupplier nanoseconds) {
        this.share = in.toNanos() / times;
        this.most = share * times;
        this.nanoseconds = nanoseconds;
        // A name earns everything back in that time, so it may be forgotten after as long without use.
        this.spent = Caffeine.newBuilder()
                .ticker(nanoseconds::getAsLong)
                .expireAfterAccess(in)
                .maximumSize(MOST)
                .build();
    }

    /** Takes one; where none is left, answers the time to wait. */
    public Optional<Duration> take(String... name) {
        Spent of = spent.get(key(name), unused -> new Spent(nanoseconds.getAsLong()));
        while (true) {
            long now = nanoseconds.getAsLong();
            long until = of.get();
            long after = (until - now > 0 ? until : now) + share;
            if (after - now > most) {
                return Optional.of(Duration.ofNanos(after - now - most).plusSeconds(1));
            }
            if (of.compareAndSet(until, after)) {
                return Optional.empty();
            }
        }
    }

    /** The time to wait before one can be taken, without taking it; empty where one is left. */
    public Optional<Duration> toWait(String... name) {
        Spent of = spent.getIfPresent(key(name));
        long wanting = of == null ? 0 : of.get() - nanoseconds.getAsLong() + share - most;
        return wanting > 0 ? Optional.of(Duration.ofNanos(wanting).plusSeconds(1)) : Optional.empty();
    }

    /** Gives one back that should not count after all. */
    public void giveBack(String... name) {
        Spent of = spent.getIfPresent(key(name));
        if (of != null) {
            of.addAndGet(-share);
        }
    }

    /** The fingerprint of a name, the same in any capitalisation. */
    private static Fingerprint key(String... name) {
        String[] lower = new String[name.length];
        for (int i = 0; i < name.length; i++) {
            lower[i] = name[i].toLowerCase(Locale.ROOT);
        }
        return Fingerprint.of(lower);
    }
}
