package vouchsafe.oauth;

import java.sql.Timestamp;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells whether the apps of a client prove with a key that they are those who asked (PKCE, RFC 7636). */
public final class ProofKeys {
    private final JdbcClient sql;

    ProofKeys(JdbcClient sql) {
        this.sql = sql;
    }

    /** What the newest sign-ins through this client say. */
    public ProofKeyUse use(UUID clientRowId) {
        return sql.sql("""
            SELECT count(*) AS sign_ins, count(*) FILTER (WHERE code_challenge IS NULL) AS without,
                max(created_at) FILTER (WHERE code_challenge IS NULL) AS newest_without
            FROM (SELECT code_challenge, created_at FROM token_families WHERE client_id = :client
                ORDER BY created_at DESC LIMIT :most) AS newest
            """)
                .param("client", clientRowId)
                .param("most", ProofKeyUse.MOST)
                .query((row, number) -> new ProofKeyUse(
                        row.getInt("sign_ins"),
                        row.getInt("without"),
                        Optional.ofNullable(row.getTimestamp("newest_without"))
                                .map(Timestamp::toInstant)
                                .orElse(null)))
                .single();
    }
}
