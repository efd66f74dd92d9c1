package vouchsafe.oauth;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.clients.Client;

/** The answer to a token request. */
public sealed interface TokenResult {

    /**
     * Tokens (RFC 6749 section 5.1).
     *
     * @param client the client that asked
     * @param refreshToken null for a client that may not refresh
     * @param expiresIn seconds the access token still lives
     * @param scopes the scopes of the access token
     */
    record Issued(
            Client client, Secret accessToken, @Nullable Secret refreshToken, long expiresIn, List<String> scopes)
            implements TokenResult {}

    /**
     * No tokens (RFC 6749 section 5.2).
     *
     * @param client the client, authenticated or only named, so that its owner can read the reason; empty where none is
     *     known
     */
    record Refused(OAuthError error, Optional<Client> client) implements TokenResult, Caller {}
}
