package vouchsafe.oauth;

import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.crypto.Digests;

/** Remembers the assertions that were used, until they expire (RFC 7523 section 3). Each use clears some old ones away. */
final class UsedAssertions {
    private final JdbcClient sql;

    UsedAssertions(JdbcClient sql) {
        this.sql = sql;
    }

    /** Notes the use; false where this one was used before. */
    boolean use(UUID clientRowId, String jti, Instant expiresAt, Instant now) {
        sql.sql("""
            DELETE FROM used_assertions WHERE ctid IN (
                SELECT ctid FROM used_assertions WHERE expires_at < :now LIMIT 10 FOR UPDATE SKIP LOCKED)
            """).param("now", now).update();
        return sql.sql("""
            INSERT INTO used_assertions (client_id, digest, expires_at) VALUES (:client, :digest, :expires)
            ON CONFLICT DO NOTHING
            """)
                        .param("client", clientRowId)
                        .param("digest", Digests.sha256(jti))
                        .param("expires", expiresAt)
                        .update()
                == 1;
    }
}
