package vouchsafe.oauth;

import java.time.Instant;
import java.util.Optional;
import vouchsafe.clients.Client;

/**
 * A request that its handler could not read, and whose client is therefore unknown: the unreadable part would have named
 * it.
 */
record RefusedGrantRequest(OAuthError error) implements GrantRequest {

    @Override
    public Caller caller(ClientAuthentication authentication, ClientProof proof) {
        return new TokenResult.Refused(error, Optional.empty());
    }

    @Override
    public TokenResult exchange(Client client, Instant now) {
        return TokenEndpoint.refused(client, error);
    }
}
