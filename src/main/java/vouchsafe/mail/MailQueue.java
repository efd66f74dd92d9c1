package vouchsafe.mail;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.QueueState;

/** The mail that waits for the relay, and the mail that was given up. Mail that is kept for want of a relay is neither. */
public final class MailQueue {
    private static final int MOST = 200;

    private final JdbcClient sql;
    private final MailAdministration administration;

    MailQueue(JdbcClient sql, MailAdministration administration) {
        this.sql = sql;
        this.administration = administration;
    }

    /** How it stands. */
    public QueueState state() {
        return sql.sql("""
            SELECT count(*) FILTER (WHERE next_try_at IS NOT NULL) AS waiting,
                min(created_at) FILTER (WHERE next_try_at IS NOT NULL) AS oldest,
                count(*) FILTER (WHERE next_try_at IS NULL AND failure IS NOT NULL) AS failed
            FROM mails WHERE sent_at IS NULL
            """).query(QueueState.ROW).single();
    }

    /** Tries again now what was given up, in the name of an administrator; how much that is. */
    public int tryAgain(UUID administratorId) {
        List<UUID> givenUp = sql.sql("""
            SELECT id FROM mails WHERE sent_at IS NULL AND next_try_at IS NULL AND failure IS NOT NULL
            ORDER BY created_at LIMIT :most
            """).param("most", MOST).query(UUID.class).list();
        return (int) givenUp.stream()
                .filter(id -> administration.sendAgain(id, administratorId))
                .count();
    }
}
