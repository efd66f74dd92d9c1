package vouchsafe.accounts;

import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.web.pages.OnceShown;

/** Ends sessions in the caller's transaction. Spring Session keeps no copy, so a row that is gone opens nothing. */
final class SessionTable {
    private final JdbcClient sql;

    SessionTable(JdbcClient sql) {
        this.sql = sql;
    }

    void endAll(UUID memberId) {
        sql.sql("DELETE FROM browser_sessions WHERE principal_name = :member")
                .param("member", memberId.toString())
                .update();
    }

    /** Ends every session of the member but this one; returns how many. */
    int endOthers(UUID memberId, String keptSession) {
        return sql.sql("DELETE FROM browser_sessions WHERE principal_name = :member AND session_id <> :kept")
                .param("member", memberId.toString())
                .param("kept", keptSession)
                .update();
    }

    /** Ends one session of the member; whether there was one. */
    boolean end(UUID memberId, String session) {
        return sql.sql("DELETE FROM browser_sessions WHERE principal_name = :member AND session_id = :session")
                        .param("member", memberId.toString())
                        .param("session", session)
                        .update()
                > 0;
    }

    /** Removes the secrets of {@link OnceShown} that are not shown any more, from sessions in which nobody looks for them. */
    void sweepShownSecrets(Instant now) {
        sql.sql("""
            DELETE FROM browser_sessions_attributes
            WHERE CASE WHEN starts_with(attribute_name, :shown)
                THEN split_part(substr(attribute_name, length(:shown) + 1), '.', 1)::bigint <= :now END
            """)
                .param("shown", OnceShown.ATTRIBUTES)
                .param("now", now.getEpochSecond())
                .update();
    }
}
