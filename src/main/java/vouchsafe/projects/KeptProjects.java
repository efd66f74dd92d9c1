package vouchsafe.projects;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.BatchedReads;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.Memory;
import vouchsafe.db.RowCache;
import vouchsafe.db.SqlArrays;

/**
 * The projects in memory, which pages and APIs ask for all the time. The table announces its changes, and those of badges,
 * to every node. Inside a transaction the database is asked.
 */
final class KeptProjects {
    private static final String ROW_CHANGES = "projects";
    private static final Duration KEPT = Duration.ofMinutes(10);
    /** One project, whose texts are long, for this much of the heap. */
    private static final long HEAP_PER_PROJECT = 256 * 1024;
    /** Numbers and names, which a project keeps for good. */
    private static final int MOST_NAMES = 10_000;

    private static final Duration NAMES_KEPT = Duration.ofDays(1);

    private final JdbcClient sql;
    private final RowCache<Project> rows;
    private final Memory<Integer, UUID> byNumber = new Memory<>(MOST_NAMES, NAMES_KEPT);
    private final Memory<String, UUID> bySlug = new Memory<>(MOST_NAMES, NAMES_KEPT);

    KeptProjects(JdbcClient sql, ChangeFeed changes) {
        this.sql = sql;
        this.rows = new RowCache<>(
                ROW_CHANGES,
                (int) Math.min(100_000, Runtime.getRuntime().maxMemory() / HEAP_PER_PROJECT),
                KEPT,
                changes,
                new BatchedReads<>(this::read, Project::clientRowId));
    }

    private List<Project> read(List<UUID> clientRowIds) {
        return sql.sql(ProjectRows.SELECT + "WHERE p.client_id = " + SqlArrays.UUIDS)
                .param("ids", clientRowIds.toArray(UUID[]::new))
                .query(ProjectRows.PROJECT)
                .list();
    }

    Optional<Project> byClient(UUID clientRowId) {
        return rows.get(clientRowId);
    }

    Optional<Project> byNumber(int id) {
        return client(id).flatMap(rows::get);
    }

    Optional<Project> bySlug(String slug) {
        return bySlug.get(slug, name -> client("slug = :name", name)).flatMap(rows::get);
    }

    private Optional<UUID> client(int id) {
        return byNumber.get(id, number -> client("id = :name", number));
    }

    private Optional<UUID> client(String condition, Object name) {
        return sql.sql("SELECT client_id FROM projects WHERE " + condition)
                .param("name", name)
                .query(UUID.class)
                .optional();
    }

    /** To be called after a statement that changes a project, inside its transaction. */
    void changed(int id) {
        client(id).ifPresent(rows::forgetAtCommit);
    }
}
