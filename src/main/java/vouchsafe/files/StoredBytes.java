package vouchsafe.files;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What projects keep here, as {@link Quotas} counts it: one row a project. */
public final class StoredBytes {
    private final JdbcClient sql;

    StoredBytes(JdbcClient sql) {
        this.sql = sql;
    }

    /** The files of a project. */
    public record OfProject(int projectId, long files, long bytes) {}

    /** The projects that keep most here. */
    public List<OfProject> largest(int most) {
        return sql.sql("""
            SELECT project_id, files, bytes FROM project_storage WHERE bytes > 0 ORDER BY bytes DESC, project_id
            LIMIT :most
            """)
                .param("most", most)
                .query((row, number) -> new OfProject(row.getInt(1), row.getLong(2), row.getLong(3)))
                .list();
    }
}
