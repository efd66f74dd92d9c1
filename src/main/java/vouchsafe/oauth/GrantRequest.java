package vouchsafe.oauth;

import java.time.Instant;
import java.util.Optional;
import vouchsafe.clients.Client;

/** One request for tokens, as its {@link GrantHandler} parsed it. Used by one thread, in the order of its methods. */
@FunctionalInterface
public interface GrantRequest {

    /**
     * The fault that makes it fail for every client. Only dialects that report faults before they authenticate the client
     * ask for it ({@link CheckOrder#REQUEST_FIRST}), so the checks of {@link #exchange} must not rely on it.
     */
    default Optional<OAuthError> fault() {
        return Optional.empty();
    }

    /**
     * Authenticates the sender. The client names itself and proves it, unless the code or token it exchanges names or
     * proves it; this is the only authentication of the request.
     */
    default Caller caller(ClientAuthentication authentication, ClientProof proof) {
        return authentication.authenticate(proof);
    }

    /**
     * Gives tokens for it, or says why not.
     *
     * @param client the sender, registered for this grant
     * @param now in whole seconds, the one time of this request
     */
    TokenResult exchange(Client client, Instant now);
}
