package vouchsafe.sharing;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;
import vouchsafe.db.Job;
import vouchsafe.db.Jobs;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectDraft;
import vouchsafe.projects.ProjectKind;
import vouchsafe.projects.Projects;
import vouchsafe.projects.Stewardship;

/**
 * What becomes of members when a project ends, stops for a while or changes its kind. Its tokens are dead the moment the
 * project's row says so; members' connections are then ended, or members told, one by one.
 */
public final class ProjectEnds {
    static final String CLOSING = "project-closing";
    static final String PAUSING = "project-pausing";
    private static final int BATCH = 100;

    private final Projects projects;
    private final Stewardship stewardship;
    private final Grants grants;
    private final Withdrawal withdrawal;
    private final UnderGrant underGrant;
    private final ProjectMails mails;
    private final Jobs jobs;
    private final TransactionTemplate transactions;

    ProjectEnds(
            Projects projects,
            Stewardship stewardship,
            Grants grants,
            Withdrawal withdrawal,
            UnderGrant underGrant,
            ProjectMails mails,
            Jobs jobs,
            TransactionTemplate transactions) {
        this.projects = projects;
        this.stewardship = stewardship;
        this.grants = grants;
        this.withdrawal = withdrawal;
        this.underGrant = underGrant;
        this.mails = mails;
        this.jobs = jobs;
        this.transactions = transactions;
    }

    /**
     * Closes a project for good: nobody joins, nothing of it works any more, every member's connection ends and they are
     * told. Its page, its history and the receipts stay.
     *
     * @param reason what members are told, may be empty
     * @return whether it was open
     */
    public boolean close(Project project, UUID actor, String reason) {
        return Objects.requireNonNull(transactions.execute(status -> {
            boolean closed = stewardship.close(project, actor, reason);
            if (closed) {
                jobs.queue(CLOSING, Integer.toString(project.id()));
                mails.closed(project, actor, reason);
            }
            return closed;
        }));
    }

    /** Stops the projects of a member who may not run them any more, until somebody may. */
    void coordinatorSuspended(UUID memberId) {
        for (Project project : projects.byCoordinator(memberId)) {
            if (stewardship.pause(project)) {
                jobs.queue(PAUSING, Integer.toString(project.id()));
            }
        }
    }

    /** Lets their projects go on. */
    void coordinatorReinstated(UUID memberId) {
        projects.byCoordinator(memberId).forEach(project -> stewardship.resume(project, memberId));
    }

    /** Another member runs the project from now on; both are told. */
    public void handOver(Project project, UUID memberId, UUID actor) {
        transactions.executeWithoutResult(status -> {
            stewardship.handOver(project, memberId, actor);
            mails.handedOver(project, memberId);
        });
    }

    /** Asks a member to run the project, by mail. */
    public void invite(Project project, UUID memberId, UUID actor) {
        transactions.executeWithoutResult(status -> {
            stewardship.invite(project, memberId, actor);
            mails.invited(project, memberId);
        });
    }

    /** The member who was asked runs the project from now on; false where nobody asks them (any more). */
    public boolean accept(Project project, UUID memberId) {
        return Objects.requireNonNull(transactions.execute(status -> {
            boolean accepted = stewardship.accept(project, memberId);
            if (accepted) {
                mails.handedOver(project, memberId);
            }
            return accepted;
        }));
    }

    /** An administrator turns a project into one of the other kind; what its apps hold ends, the consents stay. */
    public Project convert(Project project, ProjectKind kind, ProjectDraft draft, UUID administratorId) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Project converted = projects.convert(project.id(), kind, draft, administratorId);
            Optional<UUID> after = Optional.empty();
            List<Grant> some = grants.active(project.clientRowId(), after, BATCH);
            while (!some.isEmpty()) {
                some.forEach(grant -> underGrant.end(grant, "the project became " + kind.word()));
                after = Optional.of(some.getLast().id());
                some = grants.active(project.clientRowId(), after, BATCH);
            }
            return converted;
        }));
    }

    /** The job after a closing; safe to repeat. */
    Job.Outcome endConnections(String projectId) {
        Optional<Stewardship.Closing> closing = stewardship.closing(Integer.parseInt(projectId));
        Optional<Project> project = projects.find(Integer.parseInt(projectId));
        if (closing.isPresent() && project.isPresent()) {
            List<Grant> some = grants.active(project.get().clientRowId(), Optional.empty(), BATCH);
            while (!some.isEmpty()) {
                some.forEach(grant -> withdrawal.byClosing(grant, closing.get()));
                some = grants.active(project.get().clientRowId(), Optional.empty(), BATCH);
            }
        }
        return new Job.Outcome.Done();
    }

    /** The job after a pause. */
    Job.Outcome tellOfPause(String projectId) {
        Optional<Project> project = projects.find(Integer.parseInt(projectId)).filter(each -> each.pausedAt() != null);
        if (project.isPresent()) {
            Optional<UUID> after = Optional.empty();
            List<Grant> some = grants.active(project.get().clientRowId(), after, BATCH);
            while (!some.isEmpty()) {
                mails.paused(project.get(), some);
                after = Optional.of(some.getLast().id());
                some = grants.active(project.get().clientRowId(), after, BATCH);
            }
        }
        return new Job.Outcome.Done();
    }
}
