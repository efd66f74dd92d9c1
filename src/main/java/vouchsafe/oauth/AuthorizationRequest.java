package vouchsafe.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vouchsafe.clients.Client;

/**
 * A checked authorization request (RFC 6749 section 4.1.1): a client's request to a member.
 *
 * @param redirectUri target of the answer; one of the client's, or a loopback one with its port
 * @param redirectNamed whether the request named it, so that the exchange must repeat it
 * @param state to be given back as it came; null where none was sent
 * @param scopes the scopes asked for, each registered for the client
 * @param codeChallenge PKCE S256 challenge, base64url; null where none was sent
 * @param nonce to be put into an ID token; null where none was sent
 * @param prompts values of {@code prompt} (OpenID Connect Core section 3.1.2.1)
 * @param maxAge how long ago the member may have signed in; null where any time will do
 */
public record AuthorizationRequest(
        Client client,
        String redirectUri,
        boolean redirectNamed,
        @Nullable String state,
        List<String> scopes,
        @Nullable String codeChallenge,
        @Nullable String nonce,
        Set<String> prompts,
        @Nullable Duration maxAge) {

    /** Whether it says anything about the sign-in of its member. */
    public boolean demandsSignIn() {
        return maxAge != null || asksForSignIn();
    }

    private boolean asksForSignIn() {
        return prompts.contains("login") || prompts.contains("select_account");
    }

    /** Whether a sign-in at this time will do, or the member has to sign in anew. */
    public boolean content(Instant signedInAt, Instant now) {
        if (asksForSignIn()) {
            return false;
        }
        return maxAge == null
                || (maxAge.isPositive() && !signedInAt.plus(maxAge).isBefore(now));
    }
}
