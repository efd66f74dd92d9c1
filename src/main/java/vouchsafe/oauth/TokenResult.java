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
     * @param client who asked
     * @param refreshToken null for a client that may not refresh
     * @param expiresIn seconds the access token still lives
     * @param scopes what the access token may do
     */
    record Issued(
            Client client, Secret accessToken, @Nullable Secret refreshToken, long expiresIn, List<String> scopes)
            implements TokenResult {}

    /**
     * No tokens (RFC 6749 section 5.2).
     *
     * @param client who asked, where it is known for sure or claimed by name, so that its owner can read why
     */
    record Refused(OAuthError error, Optional<Client> client) implements TokenResult, Caller {}
}
