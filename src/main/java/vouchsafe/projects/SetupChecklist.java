package vouchsafe.projects;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Derives the set-up progress of a project from the rows its set-up left behind: consents, receipts, sign-ins, counted
 * calls. Nothing is stored for it. It reads tables of other rooms, and only here, because each of these questions is asked
 * on this one page.
 */
public final class SetupChecklist {
    private final JdbcClient sql;

    SetupChecklist(JdbcClient sql) {
        this.sql = sql;
    }

    /** The events of this project so far. */
    public SetupProgress of(Project project) {
        // Generation 0 is a code, 1 its first tokens, more a refresh. The time of the exchange is known for sign-ins
        // never refreshed, since issued_at moves with each refresh; for others that of the code stands in.
        return sql.sql("""
            WITH mine AS (SELECT id, created_at, last_read_at FROM grants WHERE client_id = :client),
            sign_ins AS (
                SELECT count(*) FILTER (WHERE f.generation > 0) AS exchanges,
                    min(CASE f.generation WHEN 1 THEN f.issued_at ELSE f.created_at END)
                        FILTER (WHERE f.generation > 0) AS first_exchanged_at,
                    count(*) FILTER (WHERE f.generation > 1) AS refreshed
                FROM token_families f JOIN mine ON f.grant_id = mine.id),
            receipts AS (
                SELECT count(*) FILTER (WHERE e.kind = 'withdrawn') AS withdrawals,
                    min(e.at) FILTER (WHERE e.kind = 'withdrawn') AS first_withdrawn_at,
                    min(e.at) FILTER (WHERE e.kind = 'authorized' AND EXISTS (
                        SELECT 1 FROM consent_events w
                        WHERE w.grant_id = e.grant_id AND w.kind = 'withdrawn' AND w.sequence < e.sequence))
                        AS reauthorized_at
                FROM consent_events e JOIN mine ON e.grant_id = mine.id)
            SELECT (SELECT min(created_at) FROM mine) AS first_authorized_at,
                sign_ins.*, receipts.*,
                (SELECT coalesce(sum(answered), 0) FROM request_counts
                 WHERE client_id = :client AND endpoint IN ('exchange-member', 'members')) AS reads,
                (SELECT max(last_read_at) FROM mine) AS last_read_at,
                (SELECT min(m.created_at) FROM messages m WHERE m.client_id = :client AND EXISTS (
                    SELECT 1 FROM message_deliveries d
                    WHERE d.message_id = m.id AND d.state NOT IN ('waiting', 'cancelled'))) AS first_messaged_at,
                (SELECT count(*) FROM data_files WHERE project_id = :project AND NOT by_member) AS uploads,
                (SELECT min(created_at) FROM data_files WHERE project_id = :project AND NOT by_member)
                    AS first_uploaded_at
            FROM sign_ins, receipts
            """)
                .param("client", project.clientRowId())
                .param("project", project.id())
                .query(SetupChecklist::progress)
                .single();
    }

    private static SetupProgress progress(ResultSet row, int number) throws SQLException {
        return new SetupProgress(
                ProjectRows.instant(row, "first_authorized_at"),
                row.getLong("exchanges"),
                ProjectRows.instant(row, "first_exchanged_at"),
                row.getLong("refreshed"),
                row.getLong("withdrawals"),
                ProjectRows.instant(row, "first_withdrawn_at"),
                ProjectRows.instant(row, "reauthorized_at"),
                row.getLong("reads"),
                ProjectRows.instant(row, "last_read_at"),
                ProjectRows.instant(row, "first_messaged_at"),
                row.getLong("uploads"),
                ProjectRows.instant(row, "first_uploaded_at"));
    }
}
