package vouchsafe.projects;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import vouchsafe.db.RecordColumns;
import vouchsafe.db.RecordRows;

/** Projects to and from rows. */
final class ProjectRows {
    private static final String COLUMNS = "p.*, b.digest AS badge_digest";

    private static final String FROM = " FROM projects p LEFT JOIN project_badges b ON b.project_id = p.id\n";

    static final String SELECT = "SELECT " + COLUMNS + FROM;

    static final String SELECT_LISTED = "SELECT " + COLUMNS + """
        , (SELECT count(*) FROM grant_standings g
            WHERE g.client_id = p.client_id AND g.status = 'active') AS members
        """ + FROM;

    private static final RowMapper<ProjectDetails> DETAILS = RecordRows.of(ProjectDetails.class);

    /** The columns that a coordinator fills in. The fields of the form are called the same. */
    static final RecordColumns<ProjectDetails> FILLED_IN = RecordColumns.of(ProjectDetails.class);

    private ProjectRows() {}

    static Project map(ResultSet row, int number) throws SQLException {
        return new Project(
                row.getInt("id"),
                row.getObject("client_id", UUID.class),
                ProjectKind.of(row.getString("kind")),
                row.getString("slug"),
                row.getObject("coordinator_id", UUID.class),
                Objects.requireNonNull(DETAILS.mapRow(row, number)),
                row.getBoolean("all_sources_access"),
                row.getBoolean("approved"),
                instant(row, "approved_at"),
                row.getInt("version"),
                row.getBytes("webhook_secret") != null,
                row.getBytes("master_token_hash") == null ? null : instant(row, "master_token_expires_at"),
                row.getBoolean("master_token_never_expires"),
                row.getString("badge_digest"),
                instant(row, "paused_at"),
                instant(row, "closed_at"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }

    static Catalogue.Listed listed(ResultSet row, int number) throws SQLException {
        return new Catalogue.Listed(map(row, number), row.getLong("members"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
