package vouchsafe.grants;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many consents there are, for those who look after the server. */
public final class GrantCounts {
    private final JdbcClient sql;

    GrantCounts(JdbcClient sql) {
        this.sql = sql;
    }

    /** Those that held at a time, as far as rows still tell; looks through all of them, so no page asks. */
    public long at(Instant time) {
        return sql.sql("""
            SELECT count(*) FROM grants
            WHERE created_at <= :time AND (status = 'active' OR withdrawn_at > :time)
            """).param("time", time).query(Long.class).single();
    }

    /** Erasures that were asked for before a time and are not confirmed. */
    public long erasuresAwaitedSince(Instant time) {
        return sql.sql("""
            SELECT count(*) FROM grants
            WHERE erasure_requested_at < :time AND erasure_requested_at IS NOT NULL AND erasure_confirmed_at IS NULL
            """).param("time", time).query(Long.class).single();
    }
}
