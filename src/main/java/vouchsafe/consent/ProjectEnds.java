package vouchsafe.consent;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import vouchsafe.accounts.Credentials;
import vouchsafe.db.Job;
import vouchsafe.db.Jobs;
import vouchsafe.db.Transactions;
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
    private final Transactions transactions;

    ProjectEnds(
            Projects projects,
            Stewardship stewardship,
            Grants grants,
            Withdrawal withdrawal,
            UnderGrant underGrant,
            ProjectMails mails,
            Jobs jobs,
            Transactions transactions) {
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
        return transactions.call(() -> {
            boolean closed = stewardship.close(project, actor, reason);
            if (closed) {
                jobs.queue(CLOSING, Integer.toString(project.id()));
                mails.closed(project, actor, reason);
            }
            return closed;
        });
    }

    /**
     * Stops the projects of a member who may not run them any more, until an administrator says otherwise. What they were asked
     * to run, and whom they asked, is taken back.
     */
    void coordinatorSuspended(UUID memberId) {
        for (Project project : projects.byCoordinator(memberId)) {
            if (stewardship.pause(project)) {
                jobs.queue(PAUSING, Integer.toString(project.id()));
            }
        }
        stewardship.endInvitationsOf(memberId, memberId);
    }

    /** Whoever suspends a coordinator holds the projects before the member's row, as those who change them do. */
    void lockOfCoordinator(UUID memberId) {
        stewardship.lockOf(memberId);
    }

    /** Lets their projects go on. */
    void coordinatorReinstated(UUID memberId) {
        projects.byCoordinator(memberId).forEach(project -> stewardship.resume(project, memberId));
    }

    /**
     * An administrator has another member run the project from now on; both are told.
     *
     * @return false where that member's account is not in use
     */
    public boolean handOver(Project project, UUID memberId, UUID administratorId) {
        return transactions.call(() -> {
            boolean done = stewardship.handOver(project, memberId, administratorId);
            if (done) {
                mails.handedOver(project, memberId);
            }
            return done;
        });
    }

    /**
     * Asks a member to run the project, by mail.
     *
     * @param actor the credentials under which the project's coordinator, or an administrator, asks
     * @return false where that member's account is not in use
     */
    public boolean invite(Project project, UUID memberId, Credentials actor) {
        return transactions.call(() -> {
            boolean done = stewardship.invite(project, memberId, actor);
            if (done) {
                mails.invited(project, memberId);
            }
            return done;
        });
    }

    /** The member who was asked runs the project from now on; false where nobody asks them (any more). */
    public boolean accept(Project project, Credentials member) {
        return transactions.call(() -> {
            boolean accepted = stewardship.accept(project, member);
            if (accepted) {
                mails.handedOver(project, member.memberId());
            }
            return accepted;
        });
    }

    /** An administrator turns a project into one of the other kind; what its apps hold ends, the consents stay. */
    public Project convert(Project project, ProjectKind kind, ProjectDraft draft, UUID administratorId) {
        return transactions.call(() -> {
            Project converted = projects.convert(project.id(), kind, draft, administratorId);
            Optional<UUID> after = Optional.empty();
            List<Grant> some = grants.active(project.clientRowId(), after, BATCH);
            while (!some.isEmpty()) {
                some.forEach(grant -> underGrant.end(grant, "the project became " + kind.word()));
                after = Optional.of(some.getLast().id());
                some = grants.active(project.clientRowId(), after, BATCH);
            }
            return converted;
        });
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
