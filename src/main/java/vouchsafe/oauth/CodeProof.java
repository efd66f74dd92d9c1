package vouchsafe.oauth;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import vouchsafe.crypto.Digests;

/**
 * The proof, by the caller of a code exchange, that the code was made for it.
 *
 * @param redirectDigest digest of the redirect URI it repeats; null where it names none
 * @param redirectMayBeLeftOut whether this client may leave out a redirect URI that the authorization request named
 * @param codeChallenge SHA-256 of its PKCE verifier; null where it has none
 */
@SuppressWarnings("ArrayRecordComponent") // Parameters of one statement, never compared.
record CodeProof(byte @Nullable [] redirectDigest, boolean redirectMayBeLeftOut, byte @Nullable [] codeChallenge) {

    /** Takes the parameters redirectDigest, redirectDigest, redirectMayBeLeftOut, codeChallenge. */
    static final String CONDITION = """
        (CASE WHEN ?::bytea IS NOT NULL THEN redirect_digest = ?::bytea ELSE NOT redirect_named OR ? END)
        AND code_challenge IS NOT DISTINCT FROM ?::bytea\
        """;

    /** 16 bytes that stand for a redirect URI in the narrow row. */
    static byte[] digest(String redirectUri) {
        return Arrays.copyOf(Digests.sha256(redirectUri), 16);
    }
}
