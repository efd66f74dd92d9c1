package vouchsafe.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACVerifier;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vouchsafe.oauth.AssertionFault.Claim;

/**
 * Reads the assertions by which a third party's server speaks for its users (RFC 7523): HS256 under the client's secret,
 * ten minutes at most, for this server.
 */
final class Assertions {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    static final Duration LEEWAY = Duration.ofSeconds(10);

    private final Set<String> audiences;

    /** @param audiences the names of this server, any of which an assertion may be made out to */
    Assertions(Set<String> audiences) {
        this.audiences = audiences;
    }

    /** The reason why an assertion is refused. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient AssertionFault fault;

        Refused(AssertionFault fault) {
            super(fault.toString());
            this.fault = fault;
        }

        OAuthError error() {
            return OAuthError.assertion(fault);
        }
    }

    /** An assertion whose signature is still to be checked. */
    record Unchecked(JOSEObject object, Map<String, Object> claims) {
        String issuer() throws Refused {
            return text(claims, Claim.ISSUER);
        }
    }

    /** @param jti null where it carries none */
    record Checked(
            String subject, Instant expiresAt, @Nullable String jti) {}

    Unchecked parse(String text) throws Refused {
        try {
            JOSEObject object = JOSEObject.parse(text);
            // An encrypted assertion has no readable payload, and a signed one may carry any payload.
            Payload payload = object.getPayload();
            Map<String, Object> claims = payload == null ? null : payload.toJSONObject();
            if (claims != null) {
                return new Unchecked(object, claims);
            }
        } catch (ParseException | RuntimeException malformed) {
            // Refused below, as everything that is no JWT: the library throws exceptions of many kinds at odd JSON.
        }
        throw new Refused(AssertionFault.Whole.UNREADABLE);
    }

    /** Checks the signature first, so that the refusals of later checks tell a stranger nothing. */
    Checked check(Unchecked assertion, List<byte[]> keys, Instant now) throws Refused {
        if (!(assertion.object() instanceof JWSObject signed)
                || !JWSAlgorithm.HS256.equals(signed.getHeader().getAlgorithm())) {
            throw new Refused(AssertionFault.Whole.ALGORITHM);
        }
        if (keys.stream().noneMatch(key -> verifies(signed, key))) {
            throw new Refused(AssertionFault.Whole.SIGNATURE);
        }
        Map<String, Object> claims = assertion.claims();
        if (!named(claims.get("aud"))) {
            throw new Refused(
                    claims.get("aud") == null
                            ? new AssertionFault.Missing(Claim.AUDIENCE)
                            : new AssertionFault.Invalid(Claim.AUDIENCE));
        }
        Instant expiresAt = time(claims, Claim.EXPIRY);
        Instant notBefore = time(claims, Claim.NOT_BEFORE);
        if (Duration.between(notBefore, expiresAt).compareTo(LONGEST) > 0) {
            throw new Refused(AssertionFault.Whole.LASTS_TOO_LONG);
        }
        if (!now.minus(LEEWAY).isBefore(expiresAt)) {
            throw new Refused(AssertionFault.Whole.EXPIRED);
        }
        if (now.plus(LEEWAY).isBefore(notBefore)) {
            throw new Refused(AssertionFault.Whole.NOT_YET_VALID);
        }
        Object jti = claims.get("jti");
        return new Checked(text(claims, Claim.SUBJECT), expiresAt, jti == null ? null : jti.toString());
    }

    private static boolean verifies(JWSObject signed, byte[] key) {
        try {
            return signed.verify(new MACVerifier(key));
        } catch (JOSEException | IllegalStateException unusable) {
            return false;
        }
    }

    private boolean named(@Nullable Object audience) {
        return audience instanceof Collection<?> several
                ? several.stream().anyMatch(audiences::contains)
                : audience instanceof String one && audiences.contains(one);
    }

    private static String text(Map<String, Object> claims, Claim claim) throws Refused {
        return Optional.ofNullable(claims.get(claim.key()))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new Refused(new AssertionFault.Missing(claim)));
    }

    private static Instant time(Map<String, Object> claims, Claim claim) throws Refused {
        Object value = claims.get(claim.key());
        if (value == null) {
            throw new Refused(new AssertionFault.Missing(claim));
        }
        if (!(value instanceof Number seconds) || Math.abs(seconds.doubleValue()) > 1e11) {
            throw new Refused(new AssertionFault.Invalid(claim));
        }
        return Instant.ofEpochSecond(seconds.longValue());
    }
}
