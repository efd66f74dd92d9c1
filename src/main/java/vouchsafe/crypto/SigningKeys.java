package vouchsafe.crypto;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The key pairs with which the server signs what others verify without asking it (RFC 7515, ES256). Thread-safe; the pair
 * that signs is read, or made, when first needed, the published ones each time, since another node may have made one.
 */
public final class SigningKeys {
    private final JdbcClient sql;
    private final KeyRing ring;
    private final InstantSource clock;
    private volatile @Nullable ECKey current;

    SigningKeys(JdbcClient sql, KeyRing ring, InstantSource clock) {
        this.sql = sql;
        this.ring = ring;
        this.clock = clock;
    }

    private record Row(byte[] wrapped) {}

    private ECKey current() {
        ECKey known = current;
        return known == null ? open() : known;
    }

    private synchronized ECKey open() {
        ECKey known = current;
        if (known != null) {
            return known;
        }
        if (newest().isEmpty()) {
            ECKey made = generate();
            sql.sql("""
                INSERT INTO signing_keys (id, public_jwk, wrapped, created_at)
                VALUES (:id, :public, :wrapped, :now)
                """)
                    .param("id", made.getKeyID())
                    .param("public", made.toPublicJWK().toJSONString())
                    .param("wrapped", ring.wrap(made.toJSONString().getBytes(StandardCharsets.UTF_8)))
                    .param("now", clock.instant())
                    .update();
        }
        byte[] key = ring.unwrap(newest().getFirst().wrapped());
        ECKey opened = parse(new String(key, StandardCharsets.UTF_8));
        current = opened;
        return opened;
    }

    private List<Row> newest() {
        return sql.sql("SELECT wrapped FROM signing_keys ORDER BY created_at DESC, id LIMIT 1")
                .query(Row.class)
                .list();
    }

    private static ECKey generate() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException missing) {
            throw new IllegalStateException("every JDK makes P-256 keys", missing);
        }
    }

    /**
     * Signs a JSON text and returns it with its signature in the compact form of RFC 7515.
     *
     * @param type what it is, for the header {@code typ}, so that one kind of document never passes as another
     */
    public String sign(String type, String json) {
        ECKey key = current();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(type))
                .keyID(key.getKeyID())
                .build();
        JWSObject signed = new JWSObject(header, new Payload(json));
        try {
            signed.sign(new ECDSASigner(key));
        } catch (JOSEException broken) {
            throw new IllegalStateException("the signing key does not sign", broken);
        }
        return signed.serialize();
    }

    /** The public halves as a JWK set (RFC 7517). */
    public String published() {
        // So that a server that has signed nothing yet publishes what it will sign with.
        current();
        List<String> keys = sql.sql("SELECT public_jwk FROM signing_keys ORDER BY created_at DESC, id")
                .query(String.class)
                .list();
        return new JWKSet(List.copyOf(keys.stream().map(SigningKeys::parse).toList())).toString(true);
    }

    private static ECKey parse(String jwk) {
        try {
            return ECKey.parse(jwk);
        } catch (ParseException broken) {
            throw new IllegalStateException("a signing key in the database is no key", broken);
        }
    }
}
