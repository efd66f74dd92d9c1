package vouchsafe.accounts;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes and checks passwords with Argon2id, a few at a time: each takes 19 MiB and tens of milliseconds of a core, so
 * a flood of sign-ins waits in line instead of taking the memory of the machine.
 */
public final class Passwords {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    // OWASP's password storage advice for Argon2id: 19 MiB, two passes, one lane.
    private final PasswordEncoder encoder = new DelegatingPasswordEncoder(
            "argon2id", Map.of("argon2id", new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2)));
    private final Semaphore lanes;
    private final String decoy;

    Passwords(int lanes) {
        this.lanes = new Semaphore(lanes, true);
        this.decoy = encode(encoder, "nobody has this password");
    }

    /** The text to store for a password: salted, and marked with how it was made. */
    String hash(Password password) {
        return inLane(() -> encode(encoder, password.clear()));
    }

    /**
     * Whether the password is the one the hash was made from. Does the same work where there is no hash, so that the
     * time taken does not tell whether an account exists.
     */
    boolean matches(Password password, @Nullable String hash) {
        String checked = hash == null ? decoy : hash;
        return inLane(() -> encoder.matches(password.clear(), checked)) && hash != null;
    }

    private <T> T inLane(Supplier<T> work) {
        try {
            if (!lanes.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TooBusyException();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TooBusyException();
        }
        try {
            return work.get();
        } finally {
            lanes.release();
        }
    }

    private static String encode(PasswordEncoder encoder, String clear) {
        String hash = encoder.encode(clear);
        if (hash == null) {
            throw new IllegalStateException("the password encoder answered nothing");
        }
        return hash;
    }

    /** More passwords wait to be checked than this node can check in good time. */
    public static final class TooBusyException extends RuntimeException {
        TooBusyException() {
            super("too many passwords wait to be checked", null, false, false);
        }
    }
}
