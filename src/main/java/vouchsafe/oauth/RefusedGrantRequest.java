package vouchsafe.oauth;

import java.time.Instant;
import java.util.Optional;
import vouchsafe.clients.Client;

/** A request of which its handler could make nothing, though it would have told who sends it. */
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
