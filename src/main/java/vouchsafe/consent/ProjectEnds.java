package vouchsafe.consent;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import vouchsafe.accounts.Credentials;
import vouchsafe.db.Job;
import vouchsafe.db.Jobs;
import vouchsafe.db.Transactions;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectDraft;
import vouchsafe.projects.ProjectKind;
import vouchsafe.projects.Projects;
import vouchsafe.projects.Stewardship;

/**
 * Ends projects, stops them for a while, changes their kind or their coordinator, and takes care of their members. A
 * project's tokens end at once with the state of its row; members' connections are then ended, or members told, one by one.
 */
public final class ProjectEnds {
    static final String CLOSING = "project-closing";
    static final String PAUSING = "project-pausing";

    private final Projects projects;
    private final Stewardship stewardship;
    private final ProjectConnections connections;
    private final ProjectMails mails;
    private final Jobs jobs;
    private final Transactions transactions;

    ProjectEnds(
            Projects projects,
            Stewardship stewardship,
            ProjectConnections connections,
            ProjectMails mails,
            Jobs jobs,
            Transactions transactions) {
        this.projects = projects;
        this.stewardship = stewardship;
        this.connections = connections;
        this.mails = mails;
        this.jobs = jobs;
        this.transactions = transactions;
    }

    /**
     * Closes a project for good: it takes no members, its tokens and links end, every member's connection ends, and the
     * members are told. Its page, its history and the receipts stay.
     *
     * @param reason text for the members, may be empty
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
     * Stops the projects of a suspended coordinator until an administrator reinstates them. Invitations to run a project,
     * to this member or from them, are taken back.
     */
    void coordinatorSuspended(UUID memberId) {
        for (Project project : projects.byCoordinator(memberId)) {
            if (stewardship.pause(project)) {
                jobs.queue(PAUSING, Integer.toString(project.id()));
            }
        }
        stewardship.endInvitationsOf(memberId, memberId);
    }

    /**
     * Locks a coordinator's projects before a suspension locks the member's row, in the order of the acts that change
     * projects.
     */
    void lockOfCoordinator(UUID memberId) {
        stewardship.lockOf(memberId);
    }

    /**
     * A project that would lose the coordinator who answers for it.
     *
     * @param hasMembers whether others than the coordinator share with it
     */
    record Unanswered(Project project, boolean hasMembers) {}

    /** The projects that go on after this coordinator. */
    List<Unanswered> unanswered(UUID coordinatorId) {
        return projects.byCoordinator(coordinatorId).stream()
                .map(project -> new Unanswered(project, connections.othersShare(project, coordinatorId)))
                .filter(each -> each.project().active() || each.hasMembers())
                .toList();
    }

    /** Lets their projects go on. */
    void coordinatorReinstated(UUID memberId) {
        projects.byCoordinator(memberId).forEach(project -> stewardship.resume(project, memberId));
    }

    /**
     * Makes another member the coordinator, at an administrator's wish; both are told.
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

    /** Makes an invited member the coordinator; false where there is no invitation (any more). */
    public boolean accept(Project project, Credentials member) {
        return transactions.call(() -> {
            boolean accepted = stewardship.accept(project, member);
            if (accepted) {
                mails.handedOver(project, member.memberId());
            }
            return accepted;
        });
    }

    /**
     * Turns a project into one of the other kind, at an administrator's wish; the tokens of its apps end, the consents
     * stay.
     */
    public Project convert(Project project, ProjectKind kind, ProjectDraft draft, UUID administratorId) {
        return transactions.call(() -> {
            Project converted = projects.convert(project.id(), kind, draft, administratorId);
            connections.signOut(project, "the project became " + kind.word());
            return converted;
        });
    }

    /** The job after a closing; safe to repeat. */
    Job.Outcome endConnections(String projectId) {
        Optional<Stewardship.Closing> closing = stewardship.closing(Integer.parseInt(projectId));
        Optional<Project> project = projects.find(Integer.parseInt(projectId));
        if (closing.isPresent() && project.isPresent()) {
            connections.end(project.get(), closing.get());
        }
        return new Job.Outcome.Done();
    }

    /** The job after a pause. */
    Job.Outcome tellOfPause(String projectId) {
        projects.find(Integer.parseInt(projectId))
                .filter(each -> each.pausedAt() != null)
                .ifPresent(project -> connections.some(project, some -> mails.paused(project, some)));
        return new Job.Outcome.Done();
    }
}
