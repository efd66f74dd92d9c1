package vouchsafe.oauth;

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
 */
public record AuthorizationRequest(
        Client client,
        String redirectUri,
        boolean redirectNamed,
        @Nullable String state,
        List<String> scopes,
        @Nullable String codeChallenge,
        @Nullable String nonce,
        Set<String> prompts) {}
