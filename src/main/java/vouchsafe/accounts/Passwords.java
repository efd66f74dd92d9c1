package vouchsafe.accounts;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import vouchsafe.metrics.Metrics;

/**
 * Hashes and checks passwords with Argon2id, a few at a time on threads of their own ({@link HashingLanes}): each takes 19 MiB
 * and tens of milliseconds of a core, so a flood of sign-ins is turned away instead of taking the machine.
 */
public final class Passwords implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** An operator at a terminal would rather wait than ask again. */
    private static final Duration LONGEST_WAIT_OF_OPERATORS = Duration.ofMinutes(2);

    private final PasswordEncoder encoder;
    private final String decoy;
    private final HashingLanes lanes;
    private final LongAdder tooBusy = new LongAdder();

    Passwords(int lanes, HashingCost cost) {
        this(new HashingLanes(lanes, LONGEST_WAIT), cost);
    }

    Passwords(HashingLanes lanes, HashingCost cost) {
        this.lanes = lanes;
        this.encoder = new DelegatingPasswordEncoder(
                "argon2id", Map.of("argon2id", new Argon2idEncoder(cost.kibibytes(), cost.passes())));
        this.decoy = decoy(cost);
    }

    /** From now on the line before the hashing can be read. */
    void count(Metrics metrics) {
        metrics.gauge("vouchsafe.hashing.waiting", "Passwords that wait to be hashed", lanes::waiting);
        metrics.gauge("vouchsafe.hashing.busy", "Passwords that are being hashed", lanes::busy);
        metrics.total(
                "vouchsafe.hashing.refusals", "Passwords that were sent away since the line was full", tooBusy::sum);
    }

    /** The hash that is checked where no member has the name that was typed. Made like every hash, of an unknown text. */
    static String decoy(HashingCost cost) {
        return "{argon2id}$argon2id$v=19$m=" + cost.kibibytes() + ",t=" + cost.passes()
                + ",p=1$9PFdHd2FBqpH7nnzVQlk5Q$Hc3rJ0o1xQFTw5V1yqJ0c4l0q8w1mZ7nYk2b9dE6sVg";
    }

    /**
     * How many passwords are hashed at a time.
     *
     * @param processors of the machine; one is left to everything else
     * @param heap bytes that the heap may have; a quarter of it may be the memory that hashing works in
     */
    static int lanes(int processors, long heap) {
        return (int) Math.max(1, Math.min(processors - 1, heap / 4 / (HashingCost.ADVISED.kibibytes() * 1024L)));
    }

    /**
     * Sends a request away for want of a place in line before its name is looked for: in a flood the database has
     * better to do.
     *
     * @throws TooBusyException if the line is full
     */
    void requirePlace() {
        if (lanes.full()) {
            throw tooBusy();
        }
    }

    /** The text to store for a password: salted, and marked with how it was made. */
    String hash(Password password) {
        return hash(password, LONGEST_WAIT);
    }

    /** The same for an operator: a machine that is busy makes it late and does not refuse it. */
    String hashForOperator(Password password) {
        return hash(password, LONGEST_WAIT_OF_OPERATORS);
    }

    private String hash(Password password, Duration patience) {
        String prepared = password.prepared().clear();
        return lanes.run(() -> Objects.requireNonNull(encoder.encode(prepared)), patience)
                .orElseThrow(TooBusyException::new);
    }

    /** What a password is to a hash. */
    enum Match {
        NONE,
        /** The hash was made from it. */
        SAME,
        /**
         * The hash was made from the characters as they were typed, as hashes were that this server made before it knew of
         * forms, and as those of other systems may be. A new one should take its place.
         */
        AS_TYPED
    }

    /**
     * Whether the password is the one the hash was made from. Does the same work where there is no hash, so that the
     * time taken does not tell whether an account exists.
     */
    Match match(Password password, @Nullable String hash) {
        String checked = hash == null ? decoy : hash;
        String prepared = password.prepared().clear();
        Match match = inLane(() -> {
            if (encoder.matches(prepared, checked)) {
                return Match.SAME;
            }
            boolean otherwise = !prepared.equals(password.clear());
            return otherwise && encoder.matches(password.clear(), checked) ? Match.AS_TYPED : Match.NONE;
        });
        return hash == null ? Match.NONE : match;
    }

    /** Whether the password is the one the hash was made from, in any of its forms. */
    boolean matches(Password password, @Nullable String hash) {
        return match(password, hash) != Match.NONE;
    }

    private <T> T inLane(Callable<T> work) {
        return lanes.run(work).orElseThrow(this::tooBusy);
    }

    private TooBusyException tooBusy() {
        tooBusy.increment();
        return new TooBusyException();
    }

    @Override
    public void close() {
        lanes.close();
    }

    /** More passwords wait to be checked than this node can check in good time. */
    public static final class TooBusyException extends RuntimeException {
        TooBusyException() {
            super("too many passwords wait to be checked", null, false, false);
        }
    }
}
