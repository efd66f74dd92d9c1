package vouchsafe.files;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What projects keep here; looks through all files, so it is asked by a job and not by a page. */
public final class StoredBytes {
    private final JdbcClient sql;

    StoredBytes(JdbcClient sql) {
        this.sql = sql;
    }

    /** The files of a project. */
    public record OfProject(int projectId, long files, long bytes) {}

    /** The projects that have files. */
    public List<OfProject> count() {
        return sql.sql("SELECT project_id, count(*) AS files, sum(size)::bigint AS bytes FROM data_files GROUP BY 1")
                .query((row, number) -> new OfProject(row.getInt(1), row.getLong(2), row.getLong(3)))
                .list();
    }
}
