package vouchsafe.projects;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The requests made of members, version by version. Versions are only ever added. */
public final class ProjectVersions {
    private final JdbcClient sql;
    private final JsonMapper json;
    private final InstantSource clock;

    ProjectVersions(JdbcClient sql, JsonMapper json, InstantSource clock) {
        this.sql = sql;
        this.json = json;
        this.clock = clock;
    }

    /**
     * One version.
     *
     * @param number from 1
     * @param createdAt since when it was asked for
     */
    public record Version(int number, Requested requested, Instant createdAt) {}

    /** The request of this version. */
    public Optional<Requested> find(int projectId, int version) {
        return sql.sql("SELECT requested FROM project_versions WHERE project_id = :project AND version = :version")
                .param("project", projectId)
                .param("version", version)
                .query(String.class)
                .optional()
                .map(this::read);
    }

    /** Every version, newest first. */
    public List<Version> history(int projectId) {
        return sql.sql("""
            SELECT version, requested, created_at FROM project_versions WHERE project_id = :project
            ORDER BY version DESC
            """)
                .param("project", projectId)
                .query((row, number) -> new Version(
                        row.getInt("version"),
                        read(row.getString("requested")),
                        row.getTimestamp("created_at").toInstant()))
                .list();
    }

    /**
     * The differences that a member who agreed to one version has not been told of in the other; empty when nothing
     * changed or either version is unknown.
     */
    public List<RequestedDifference> difference(int projectId, int fromVersion, int toVersion) {
        Optional<Requested> from = find(projectId, fromVersion);
        Optional<Requested> to = find(projectId, toVersion);
        return from.isPresent() && to.isPresent() ? RequestedDifference.between(from.get(), to.get()) : List.of();
    }

    void add(int projectId, int version, Requested requested, UUID author) {
        sql.sql("""
            INSERT INTO project_versions (project_id, version, requested, created_by, created_at)
            VALUES (:project, :version, :requested::jsonb, :author, :now)
            """)
                .param("project", projectId)
                .param("version", version)
                .param("requested", write(requested))
                .param("author", author)
                .param("now", clock.instant())
                .update();
    }

    String write(Requested requested) {
        return json.writeValueAsString(requested);
    }

    Requested read(String document) {
        return json.readValue(document, Requested.class);
    }
}
