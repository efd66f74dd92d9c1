package vouchsafe.projects;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Derives the set-up progress of a project from the rows its set-up left behind: consents, receipts, sign-ins, counted
 * calls. Nothing is stored for it. Each of the rooms shows its milestones in a view, which are read in one statement.
 */
public final class SetupChecklist {
    private final JdbcClient sql;

    SetupChecklist(JdbcClient sql) {
        this.sql = sql;
    }

    /** The events of this project so far. */
    public SetupProgress of(Project project) {
        return sql.sql("""
            SELECT g.first_authorized_at, g.last_read_at, s.exchanges, s.first_exchanged_at, s.refreshed,
                r.withdrawals, r.first_withdrawn_at, r.reauthorized_at,
                (SELECT sum(answered) FROM answered_requests
                 WHERE client_id = :client AND endpoint IN ('exchange-member', 'members')) AS reads,
                m.first_passed_on_at AS first_messaged_at, u.uploads, u.first_uploaded_at
            FROM projects p
                LEFT JOIN grant_milestones g ON g.client_id = :client
                LEFT JOIN sign_in_milestones s ON s.client_id = :client
                LEFT JOIN receipt_milestones r ON r.client_id = :client
                LEFT JOIN message_milestones m ON m.client_id = :client
                LEFT JOIN upload_milestones u ON u.project_id = :project
            WHERE p.id = :project
            """)
                .param("client", project.clientRowId())
                .param("project", project.id())
                .query(SetupChecklist::progress)
                .single();
    }

    private static SetupProgress progress(ResultSet row, int number) throws SQLException {
        return new SetupProgress(
                instant(row, "first_authorized_at"),
                row.getLong("exchanges"),
                instant(row, "first_exchanged_at"),
                row.getLong("refreshed"),
                row.getLong("withdrawals"),
                instant(row, "first_withdrawn_at"),
                instant(row, "reauthorized_at"),
                row.getLong("reads"),
                instant(row, "last_read_at"),
                instant(row, "first_messaged_at"),
                row.getLong("uploads"),
                instant(row, "first_uploaded_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
