package vouchsafe.accounts;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many members there are; looks through all of them, so it is asked once a day and not by a page. */
public final class MemberCounts {
    private final JdbcClient sql;

    MemberCounts(JdbcClient sql) {
        this.sql = sql;
    }

    /** Those that are members now and were at a time. */
    public long at(Instant time) {
        return sql.sql("SELECT count(*) FROM members WHERE created_at <= :time AND status <> 'deleted'"
                        + " AND authority IS NULL")
                .param("time", time)
                .query(Long.class)
                .single();
    }
}
