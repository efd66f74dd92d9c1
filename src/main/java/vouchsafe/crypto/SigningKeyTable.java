package vouchsafe.crypto;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.RecordRows;

/** The rows of the signing keys. */
final class SigningKeyTable {
    private static final RowMapper<SigningKeyRow> PAIR = RecordRows.of(SigningKeyRow.class);

    private final JdbcClient sql;

    SigningKeyTable(JdbcClient sql) {
        this.sql = sql;
    }

    /** All pairs, the one that signs last first. */
    List<SigningKeyRow> all() {
        return sql.sql("SELECT * FROM signing_keys ORDER BY coalesce(signs_from, created_at) DESC, created_at DESC, id")
                .query(PAIR)
                .list();
    }

    /** Lets the others who change the pairs wait until this transaction ends. */
    void lock() {
        sql.sql("LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE").update();
    }

    /** Makes a pair and stores it; its id. */
    String make(KeyRing ring, Instant now, Instant signsFrom) {
        ECKey made = generate();
        sql.sql("""
            INSERT INTO signing_keys (id, public_jwk, wrapped, created_at, signs_from)
            VALUES (:id, :public, :wrapped, :now, :from)
            """)
                .param("id", made.getKeyID())
                .param("public", made.toPublicJWK().toJSONString())
                .param("wrapped", ring.wrap(made.toJSONString().getBytes(StandardCharsets.UTF_8)))
                .param("now", now)
                .param("from", signsFrom)
                .update();
        return made.getKeyID();
    }

    void retire(String id, Instant at) {
        sql.sql("UPDATE signing_keys SET retired_at = least(retired_at, :at) WHERE id = :id")
                .param("id", id)
                .param("at", at)
                .update();
    }

    void withdraw(String id, Instant at) {
        sql.sql("UPDATE signing_keys SET withdrawn_at = least(withdrawn_at, :at) WHERE id = :id")
                .param("id", id)
                .param("at", at)
                .update();
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
}
