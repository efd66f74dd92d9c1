package vouchsafe.oauth;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.clients.Client;

/** The outcome of reading an authorization request. */
public sealed interface AuthorizationCheck {

    /** The request can be put to the member. */
    record Accepted(AuthorizationRequest request) implements AuthorizationCheck {}

    /**
     * The error is shown on a page and not redirected, since the target is in doubt (RFC 6749 section 4.1.2.1).
     *
     * @param client the client, where it is known, so that its owner can read about it
     */
    record Shown(OAuthError error, Optional<Client> client) implements AuthorizationCheck {}

    /** The client is told by redirect. */
    record Redirected(
            OAuthError error,
            Client client,
            String redirectUri,
            @Nullable String state) implements AuthorizationCheck {}
}
