package vouchsafe.messages;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.RecordRows;
import vouchsafe.db.UuidV7;

/** Letters of members to projects. */
public final class Letters {
    private static final int AT_ONCE = 10;
    private static final Duration IN = Duration.ofHours(1);

    private static final RowMapper<Letter> LETTER = RecordRows.of(Letter.class);

    private final JdbcClient sql;
    private final InstantSource clock;

    Letters(JdbcClient sql, InstantSource clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Keeps a letter; false where this member wrote ten to this project within the hour. */
    public boolean add(UUID grantId, String body) {
        Instant now = clock.instant();
        return sql.sql("""
            INSERT INTO member_letters (id, grant_id, body, created_at)
            SELECT :id, :grant, :body, :now
            WHERE (SELECT count(*) FROM member_letters WHERE grant_id = :grant AND id > :since) < :most
            """)
                        .param("id", UuidV7.next())
                        .param("grant", grantId)
                        .param("body", body)
                        .param("now", now)
                        .param("since", UuidV7.earliestAt(now.minus(IN)))
                        .param("most", AT_ONCE)
                        .update()
                == 1;
    }

    /** The latest letters under a grant, newest first. */
    public List<Letter> of(UUID grantId, int most) {
        return sql.sql("SELECT * FROM member_letters WHERE grant_id = :grant ORDER BY id DESC LIMIT :most")
                .param("grant", grantId)
                .param("most", most)
                .query(LETTER)
                .list();
    }
}
