package vouchsafe.oauth;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.clients.Client;

/**
 * The state of a family that its tokens carry.
 *
 * @param issuedAt when this generation began, whole seconds
 * @param scope space-separated scopes it was narrowed to; null for all of the client's
 */
record TokenState(
        UUID family,
        int generation,
        Instant issuedAt,
        @Nullable String scope) {

    /** The same generation, as of this time in whole seconds. */
    TokenState at(Instant time) {
        return new TokenState(family, generation, time, scope);
    }

    List<String> scopes(Client client) {
        return scope == null ? client.scopes() : Scopes.split(scope);
    }
}
