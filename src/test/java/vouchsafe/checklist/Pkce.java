package vouchsafe.checklist;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import vouchsafe.crypto.Digests;
import vouchsafe.crypto.RandomText;

/** A proof key (RFC 7636 section 4). */
record Pkce(String verifier, String challenge) {
    static Pkce random() {
        return of(RandomText.alphanumeric(64));
    }

    static Pkce of(String verifier) {
        byte[] digest = Digests.sha256(verifier.getBytes(StandardCharsets.US_ASCII));
        return new Pkce(verifier, Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
    }
}
