package vouchsafe.crypto;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Public keys that {@link SigningKeys} published, and what was signed with them; needs no server. */
public final class PublicKeys {
    private final JWKSet keys;

    private PublicKeys(JWKSet keys) {
        this.keys = keys;
    }

    /**
     * Reads a JWK set (RFC 7517).
     *
     * @throws IllegalArgumentException where it is none
     */
    public static PublicKeys parse(String jwkSet) {
        try {
            return new PublicKeys(JWKSet.parse(jwkSet));
        } catch (ParseException malformed) {
            throw new IllegalArgumentException("no JWK set", malformed);
        }
    }

    /**
     * The text that was signed; empty where the signature is not one of these keys, not over a document of this type, or
     * written in another way than the server writes it, so that no byte can differ.
     */
    public Optional<String> signed(String type, String document) {
        if (!canonical(document)) {
            return Optional.empty();
        }
        try {
            JWSObject object = JWSObject.parse(document);
            JWK key = keys.getKeyByKeyId(object.getHeader().getKeyID());
            boolean ours = key instanceof ECKey
                    && Curve.P_256.equals(key.toECKey().getCurve())
                    && JWSAlgorithm.ES256.equals(object.getHeader().getAlgorithm())
                    && object.getHeader().getType() != null
                    && type.equals(object.getHeader().getType().getType());
            return ours && object.verify(new ECDSAVerifier(key.toECKey()))
                    ? Optional.of(object.getPayload().toString())
                    : Optional.empty();
        } catch (ParseException | JOSEException malformed) {
            return Optional.empty();
        }
    }

    private static boolean canonical(String document) {
        String[] parts = document.split("\\.", -1);
        return parts.length == 3 && Arrays.stream(parts).allMatch(PublicKeys::canonicalPart);
    }

    private static boolean canonicalPart(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
