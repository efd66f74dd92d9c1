package vouchsafe.oauth;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vouchsafe.clients.Client;
import vouchsafe.clients.Lifetimes;

/**
 * One sign-in by one app: the row whose state its code and tokens carry.
 *
 * @param clientRowId row id of the client
 * @param generation 0 while it is a code, 1 after the exchange, one more with each refresh
 * @param issuedAt when this generation began, whole seconds
 * @param revokedAt when it was ended; null while it lives
 * @param usedGeneration the latest generation whose access token was used
 * @param scope space-separated scopes it was narrowed to; null for all of the client's
 */
record TokenFamily(
        UUID id,
        UUID grantId,
        UUID clientRowId,
        int generation,
        Instant issuedAt,
        Instant createdAt,
        Instant codeExpiresAt,
        @Nullable Instant revokedAt,
        int usedGeneration,
        @Nullable String scope) {

    boolean revoked() {
        return revokedAt != null;
    }

    /** Whether a use of the present generation's access token was noted. */
    boolean used() {
        return usedGeneration >= generation;
    }

    /** The moment at which its refresh token expires if it is not renewed; empty for never. */
    Optional<Instant> expiry(Lifetimes lifetimes) {
        Optional<Instant> idle = Optional.ofNullable(lifetimes.refreshIdle()).map(issuedAt::plus);
        Optional<Instant> total = Optional.ofNullable(lifetimes.refreshTotal()).map(createdAt::plus);
        return Stream.concat(idle.stream(), total.stream()).min(Comparator.naturalOrder());
    }

    TokenState state() {
        return new TokenState(id, generation, issuedAt, scope);
    }

    List<String> scopes(Client client) {
        return state().scopes(client);
    }
}
