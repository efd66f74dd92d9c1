package vouchsafe.oauth;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the newest sign-ins through a client came: with a PKCE challenge (RFC 7636) or without.
 *
 * @param signIns how many were looked at, {@value #MOST} at most
 * @param without how many of them came without a challenge
 * @param newestWithout when the newest of those came; null where each had one
 */
public record ProofKeyUse(
        int signIns, int without, @Nullable Instant newestWithout) {
    /** How many sign-ins are looked at. */
    public static final int MOST = 100;

    /** Whether there were sign-ins and each sent a challenge, so that requiring one breaks nothing that is seen. */
    public boolean each() {
        return signIns > 0 && without == 0;
    }

    /** When the newest sign-in without a challenge came, for the page. */
    public Optional<Instant> lastWithout() {
        return Optional.ofNullable(newestWithout);
    }
}
