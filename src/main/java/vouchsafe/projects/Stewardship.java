package vouchsafe.projects;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.accounts.Credentials;
import vouchsafe.accounts.Standings;
import vouchsafe.audit.DurableActs;
import vouchsafe.clients.Clients;
import vouchsafe.db.RecordRows;
import vouchsafe.grants.EndedBy;

/**
 * Answers for who runs a project: hands it over, pauses it while it has no coordinator who may run it, closes it for
 * good. A paused or closed project's client is suspended, so that no token of it works from that moment on.
 */
public final class Stewardship {
    private static final RowMapper<Closing> CLOSING = RecordRows.of(Closing.class);

    private static final RowMapper<Invitation> INVITATION = RecordRows.of(Invitation.class);

    private final ProjectTable table;
    private final JdbcClient sql;
    private final Clients clients;
    private final Standings standings;
    private final ProjectChanges changes;
    private final DurableActs acts;

    Stewardship(
            ProjectTable table,
            JdbcClient sql,
            Clients clients,
            Standings standings,
            ProjectChanges changes,
            DurableActs acts) {
        this.table = table;
        this.sql = sql;
        this.clients = clients;
        this.standings = standings;
        this.changes = changes;
        this.acts = acts;
    }

    /** Why a project is closed. */
    public record Closing(int projectId, UUID closedBy, EndedBy by, String reason) {}

    /**
     * Closes a project for good; true where it was open. Its members' consents end afterwards: that is the caller's
     * work.
     */
    public boolean close(Project project, UUID actor, String reason) {
        return acts.call(() -> {
            Instant now = acts.now();
            if (!table.close(project.id(), now)) {
                return false;
            }
            EndedBy by = project.coordinatorId().equals(actor) ? EndedBy.COORDINATOR : EndedBy.ADMINISTRATOR;
            sql.sql("""
                INSERT INTO project_closings (project_id, closed_by, by, reason)
                VALUES (:project, :actor, :by, :reason)
                """)
                    .param("project", project.id())
                    .param("actor", actor)
                    .param("by", by.word())
                    .param("reason", reason)
                    .update();
            clients.suspend(project.clientRowId(), true);
            changes.withdraw(project.id(), actor);
            forgetInvitation(project.id());
            acts.record(Projects.event("project.closed", project, actor)
                    .with("by", by.word())
                    .with("reason", reason));
            return true;
        });
    }

    /** Why a project was closed; empty while it is open. */
    public Optional<Closing> closing(int projectId) {
        return sql.sql("SELECT project_id, closed_by, by, reason FROM project_closings WHERE project_id = :project")
                .param("project", projectId)
                .query(CLOSING)
                .optional();
    }

    /** Stops a project whose coordinator may not run it; whether it ran until now. */
    public boolean pause(Project project) {
        return acts.call(() -> {
            boolean paused = table.pause(project.id(), acts.now());
            if (paused) {
                clients.suspend(project.clientRowId(), true);
                acts.record(Projects.event("project.paused", project, project.coordinatorId()));
            }
            return paused;
        });
    }

    /** Lets a paused project go on, as an administrator decides; false where it is not paused. */
    public boolean resume(Project project, UUID administratorId) {
        return acts.call(() -> {
            boolean resumed = table.pause(project.id(), null);
            if (resumed) {
                clients.suspend(project.clientRowId(), false);
                acts.record(Projects.event("project.resumed", project, administratorId));
            }
            return resumed;
        });
    }

    /** The same, where the project's present coordinator may run it. */
    public boolean resumeIfRun(Project project, UUID administratorId) {
        return acts.call(() -> {
            table.lock(project.id());
            UUID coordinator =
                    table.one("WHERE p.id = :value", project.id()).orElseThrow().coordinatorId();
            return standings.hold(coordinator) && resume(project, administratorId);
        });
    }

    /**
     * Another member runs the project from now on, as an administrator decides. The master token ends; a paused project goes
     * on.
     *
     * @return false where that member's account is not in use, or the project was closed meanwhile
     */
    public boolean handOver(Project project, UUID memberId, UUID administratorId) {
        return acts.call(() -> {
            if (!lockOpen(project) || !standings.hold(memberId)) {
                return false;
            }
            pass(project, memberId, administratorId);
            resume(project, administratorId);
            return true;
        });
    }

    /** Holds the project for the rest of the transaction; false where it was closed meanwhile. */
    private boolean lockOpen(Project project) {
        table.lock(project.id());
        return table.one("WHERE p.id = :value", project.id()).orElseThrow().closedAt() == null;
    }

    private void pass(Project project, UUID memberId, UUID actor) {
        table.setCoordinator(project.id(), memberId);
        forgetInvitation(project.id());
        acts.record(Projects.event("project.handed_over", project, actor).to(memberId));
    }

    /**
     * Asks a member to run the project; an earlier invitation is taken back.
     *
     * @param actor the credentials under which the project's coordinator, or an administrator, asks
     * @return false where that member's account is not in use, or the project was closed meanwhile
     * @throws vouchsafe.accounts.CredentialsEnded where those of the actor were ended meanwhile
     */
    public boolean invite(Project project, UUID memberId, Credentials actor) {
        return acts.call(() -> {
            if (!lockOpen(project) || !standings.hold(memberId)) {
                return false;
            }
            standings.require(actor);
            sql.sql("""
                INSERT INTO project_invitations (project_id, invited, invited_by, at)
                VALUES (:project, :invited, :actor, :now)
                ON CONFLICT (project_id) DO UPDATE SET invited = :invited, invited_by = :actor, at = :now
                """)
                    .param("project", project.id())
                    .param("invited", memberId)
                    .param("actor", actor.memberId())
                    .param("now", acts.now())
                    .update();
            acts.record(
                    Projects.event("project.invited", project, actor.memberId()).to(memberId));
            return true;
        });
    }

    /**
     * Suspending a member begins with a lock on the projects that it concerns, since changes of a project begin with
     * that lock too.
     */
    public void lockOf(UUID memberId) {
        sql.sql("""
            SELECT p.id FROM projects p
            WHERE p.coordinator_id = :member OR EXISTS (SELECT 1 FROM project_invitations i
                WHERE i.project_id = p.id AND :member IN (i.invited, i.invited_by))
            ORDER BY p.id FOR NO KEY UPDATE
            """).param("member", memberId).query(Integer.class).list();
    }

    /** Takes back what the member was asked to run, and whom they asked. */
    public void endInvitationsOf(UUID memberId, UUID actor) {
        acts.run(() -> {
            List<Integer> ended =
                    sql.sql("""
                        DELETE FROM project_invitations WHERE :member IN (invited, invited_by) RETURNING project_id
                        """).param("member", memberId).query(Integer.class).list();
            for (Integer projectId : ended) {
                table.one("WHERE p.id = :value", projectId)
                        .ifPresent(project -> acts.record(Projects.event("project.invitation_ended", project, actor)));
            }
        });
    }

    /** The open invitation to run this project, if there is one. */
    public Optional<Invitation> invitation(int projectId) {
        return sql.sql("SELECT * FROM project_invitations WHERE project_id = :project")
                .param("project", projectId)
                .query(INVITATION)
                .optional();
    }

    /** The projects this member is asked to run. */
    public List<Invitation> invitationsOf(UUID memberId) {
        return sql.sql("SELECT * FROM project_invitations WHERE invited = :member ORDER BY at")
                .param("member", memberId)
                .query(INVITATION)
                .list();
    }

    /**
     * The invited member accepts, and runs the project; a paused one stays paused until an administrator lets it go on.
     *
     * @return false where there is no such invitation, or none any more
     * @throws vouchsafe.accounts.CredentialsEnded where the member's credentials were ended meanwhile
     */
    public boolean accept(Project project, Credentials member) {
        UUID memberId = member.memberId();
        return acts.call(() -> {
            boolean asked = lockOpen(project)
                    && invitation(project.id())
                            .filter(invitation -> invitation.invited().equals(memberId))
                            .isPresent();
            if (asked) {
                pass(project, memberId, memberId);
                standings.require(member);
            }
            return asked;
        });
    }

    /** Declines the invitation or takes it back, for a member who may do so. */
    public void endInvitation(Project project, UUID actor) {
        acts.run(() -> {
            if (forgetInvitation(project.id())) {
                acts.record(Projects.event("project.invitation_ended", project, actor));
            }
        });
    }

    private boolean forgetInvitation(int projectId) {
        return sql.sql("DELETE FROM project_invitations WHERE project_id = :project")
                        .param("project", projectId)
                        .update()
                == 1;
    }
}
