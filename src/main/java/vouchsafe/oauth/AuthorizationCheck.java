package vouchsafe.oauth;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.clients.Client;

/** What became of reading an authorization request. */
public sealed interface AuthorizationCheck {

    /** It can be put to the member. */
    record Accepted(AuthorizationRequest request) implements AuthorizationCheck {}

    /**
     * It must not be redirected anywhere, since where to is in doubt (RFC 6749 section 4.1.2.1).
     *
     * @param client whose owner may read about it, where it is known
     */
    record Shown(OAuthError error, Optional<Client> client) implements AuthorizationCheck {}

    /** The client is told by redirect. */
    record Redirected(
            OAuthError error,
            Client client,
            String redirectUri,
            @Nullable String state) implements AuthorizationCheck {}
}
