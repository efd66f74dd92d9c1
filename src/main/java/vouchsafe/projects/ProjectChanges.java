package vouchsafe.projects;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.UuidV7;

/**
 * Changes of what an approved project asks for. They wait here, without effect on anyone, until a reviewer accepts them;
 * at most one waits for each project.
 */
public final class ProjectChanges {
    private final JdbcClient sql;
    private final ProjectVersions versions;
    private final ApprovalTable approvals;
    private final ApprovalMails mails;
    private final InstantSource clock;

    ProjectChanges(
            JdbcClient sql,
            ProjectVersions versions,
            ApprovalTable approvals,
            ApprovalMails mails,
            InstantSource clock) {
        this.sql = sql;
        this.versions = versions;
        this.approvals = approvals;
        this.mails = mails;
        this.clock = clock;
    }

    /** A change that waits for a reviewer. */
    public record Waiting(UUID id, int projectId, Requested requested, UUID proposedBy, Instant proposedAt) {}

    /** The change that waits for this project, if any. */
    public Optional<Waiting> waiting(int projectId) {
        return sql.sql("SELECT * FROM project_changes WHERE project_id = :project AND state = 'waiting'")
                .param("project", projectId)
                .query(this::map)
                .optional();
    }

    /** Every change that waits, oldest first. */
    public List<Waiting> waiting() {
        return sql.sql("SELECT * FROM project_changes WHERE state = 'waiting' ORDER BY id")
                .query(this::map)
                .list();
    }

    /** Puts a change in the place of the one that waits, and tells reviewers. The caller holds the project's row. */
    void propose(Project project, Requested requested, UUID author) {
        withdraw(project.id(), author);
        Instant now = clock.instant();
        sql.sql("""
            INSERT INTO project_changes (id, project_id, requested, proposed_by, proposed_at, state)
            VALUES (:id, :project, :requested::jsonb, :author, :now, 'waiting')
            """)
                .param("id", UuidV7.next())
                .param("project", project.id())
                .param("requested", versions.write(requested))
                .param("author", author)
                .param("now", now)
                .update();
        approvals.note(project.id(), author, ApprovalEntry.Kind.CHANGE_PROPOSED, "", now);
        mails.toReviewers(
                project,
                "change-proposed",
                "Change to review: " + project.name(),
                mails.username(author) + " wants to change what the approved project \"" + project.name()
                        + "\" asks of members. The change waits for a reviewer.");
    }

    void withdraw(int projectId, UUID author) {
        decide(projectId, "withdrawn", author, "");
    }

    /** Ends the waiting of a project's change; whether there was one. */
    boolean decide(int projectId, String state, UUID decider, String reason) {
        return sql.sql("""
            UPDATE project_changes SET state = :state, decided_by = :decider, decided_at = :now, reason = :reason
            WHERE project_id = :project AND state = 'waiting'
            """)
                        .param("state", state)
                        .param("decider", decider)
                        .param("now", clock.instant())
                        .param("reason", reason)
                        .param("project", projectId)
                        .update()
                == 1;
    }

    private Waiting map(ResultSet row, int number) throws SQLException {
        return new Waiting(
                row.getObject("id", UUID.class),
                row.getInt("project_id"),
                versions.read(row.getString("requested")),
                row.getObject("proposed_by", UUID.class),
                row.getTimestamp("proposed_at").toInstant());
    }
}
