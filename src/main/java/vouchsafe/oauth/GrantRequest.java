package vouchsafe.oauth;

import java.time.Instant;
import java.util.Optional;
import vouchsafe.clients.Client;

/** One request for tokens, as its {@link GrantHandler} understood it. Used by one thread, in the order of its methods. */
@FunctionalInterface
public interface GrantRequest {

    /**
     * What is wrong with it whoever sends it. Only dialects that tell this before they ask who calls ask for it
     * ({@link CheckOrder#REQUEST_FIRST}), so that the checks of {@link #exchange} do not count on it.
     */
    default Optional<OAuthError> fault() {
        return Optional.empty();
    }

    /**
     * Who sends it. A client names itself and proves it, unless what it exchanges says more of it; nothing else here takes
     * the place of authentication.
     */
    default Caller caller(ClientAuthentication authentication, ClientProof proof) {
        return authentication.authenticate(proof);
    }

    /**
     * Gives tokens for it, or says why not.
     *
     * @param client who sends it, registered for this grant
     * @param now in whole seconds, the one time of this request
     */
    TokenResult exchange(Client client, Instant now);
}
