package vouchsafe.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.RecordRows;

/** How the server's backups stand, whichever node or command made them. */
public final class Backups {
    private static final String COLUMNS =
            "SELECT began_at, ended_at, file, scheduled, size, files, failure FROM backups ";

    private static final RowMapper<BackupAttempt> ATTEMPT = RecordRows.of(BackupAttempt.class);
    /** Older than this many times the pause between two, the last one is late. */
    private static final int LATE = 2;

    private final JdbcClient sql;
    private final BackupSettings settings;

    Backups(JdbcClient sql, BackupSettings settings) {
        this.sql = sql;
        this.settings = settings;
    }

    /** The last one that was written and read back, scheduled or by the command. */
    public Optional<BackupAttempt> last() {
        return sql.sql(COLUMNS + "WHERE failure IS NULL ORDER BY began_at DESC LIMIT 1")
                .query(ATTEMPT)
                .optional();
    }

    /** The last attempt, where it failed. */
    public Optional<BackupAttempt> failing() {
        return sql.sql(COLUMNS + "ORDER BY began_at DESC LIMIT 1")
                .query(ATTEMPT)
                .optional()
                .filter(attempt -> attempt.failure() != null);
    }

    /** The pause between two that the settings ask for; empty where no server makes any by itself. */
    public Optional<Duration> every() {
        return settings.folder().map(folder -> settings.every());
    }

    /** Whether scheduled backups are asked for and the last good one is too old. */
    public boolean late(Instant now) {
        return settings.folder().isPresent()
                && last().map(made -> made.beganAt()
                                .plus(settings.every().multipliedBy(LATE))
                                .isBefore(now))
                        .orElse(true);
    }

    /** The last attempt that a server made by itself. */
    Optional<BackupAttempt> lastScheduled() {
        return sql.sql(COLUMNS + "WHERE scheduled ORDER BY began_at DESC LIMIT 1")
                .query(ATTEMPT)
                .optional();
    }

    /** Forgets attempts before a time, but never the last good one. */
    void forget(Instant before) {
        sql.sql("""
            DELETE FROM backups WHERE began_at < :before AND id NOT IN (
                SELECT id FROM backups WHERE failure IS NULL ORDER BY began_at DESC LIMIT 1)
            """).param("before", before).update();
    }
}
