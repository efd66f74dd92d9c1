package vouchsafe.oauth;

import org.jspecify.annotations.Nullable;

/**
 * The parts of an authorization request that a code is bound to.
 *
 * @param scope space-separated scopes; null for all of the client's
 * @param redirectDigest see {@link CodeProof#digest}
 * @param redirectNamed whether the authorization request named its redirect URI, which the exchange must then repeat
 * @param codeChallenge PKCE S256 challenge (RFC 7636 section 4.2), 32 bytes; null where none was sent
 * @param nonce echoed in an ID token; null where none was sent
 */
@SuppressWarnings("ArrayRecordComponent") // A row on its way in or out, never compared.
record CodeBinding(
        @Nullable String scope,
        byte[] redirectDigest,
        boolean redirectNamed,
        byte @Nullable [] codeChallenge,
        @Nullable String nonce) {}
