package vouchsafe.projects;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vouchsafe.accounts.Member;
import vouchsafe.audit.DurableActs;

/**
 * Approval of projects: coordinators ask, members discuss, reviewers decide. Every verb is one transaction that holds the
 * project's row, writes the public history and the audit log, and queues the mails.
 */
public final class Approvals {
    private static final Duration COMMENT_WINDOW = Duration.ofMinutes(10);
    private static final int MOST_COMMENTS = 10;

    private final ApprovalTable table;
    private final ProjectTable projectTable;
    private final Projects projects;
    private final ProjectChanges changes;
    private final ApprovalMails mails;
    private final DurableActs acts;

    Approvals(
            ApprovalTable table,
            ProjectTable projectTable,
            Projects projects,
            ProjectChanges changes,
            ApprovalMails mails,
            DurableActs acts) {
        this.table = table;
        this.projectTable = projectTable;
        this.projects = projects;
        this.changes = changes;
        this.mails = mails;
        this.acts = acts;
    }

    /** The outcome of an act. */
    public sealed interface Outcome {
        /** It happened; the project as it is now. */
        record Done(Project project) implements Outcome {}

        /** It may not happen; the message says why, for the person who wanted it. */
        record Refused(String why) implements Outcome {}
    }

    /** A reviewer's decision about a request. */
    public enum Decision {
        APPROVE,
        ASK_FOR_CHANGES,
        DECLINE
    }

    /** The newest request of a project, decided or not. */
    public Optional<ApprovalRequest> newest(Project project) {
        return table.newest(project.id());
    }

    /** Requests that wait for reviewers, oldest first. */
    public List<ApprovalRequest> open() {
        return table.open();
    }

    /** The public history of a project, oldest first. */
    public List<ApprovalEntry> history(Project project) {
        return table.history(project.id());
    }

    /** Whether the public page of a project's approval exists. */
    public boolean discussed(Project project) {
        return table.hasHistory(project.id());
    }

    /** The document attached to a request. */
    public Optional<ApprovalDocument> document(ApprovalRequest request) {
        return table.document(request.id());
    }

    /** The coordinator asks, or answers reviewers who asked for changes. */
    public Outcome ask(Project asked, UUID member, ApprovalForm.Valid form, @Nullable ApprovalDocument document) {
        return locked(asked, project -> {
            Optional<ApprovalRequest> undecided = table.newest(project.id()).filter(ApprovalRequest::undecided);
            if (undecided.isEmpty() && project.approved()) {
                return new Outcome.Refused("This project is approved already.");
            }
            Instant now = acts.now();
            undecided.ifPresentOrElse(
                    request -> table.reopen(request.id(), form, document, now),
                    () -> table.insert(project.id(), member, form, document, now));
            ApprovalEntry.Kind kind = undecided.isPresent() ? ApprovalEntry.Kind.ASKED_AGAIN : ApprovalEntry.Kind.ASKED;
            table.note(project.id(), member, kind, form.message(), now);
            acts.record(Projects.event("project.approval_asked", project, member));
            mails.toReviewers(
                    project,
                    "approval-asked",
                    "Approval asked for: " + project.name(),
                    mails.username(member) + " asks you to approve the project \"" + project.name() + "\".");
            return new Outcome.Done(project);
        });
    }

    /** The coordinator takes the request back. */
    public Outcome takeBack(Project asked, UUID member) {
        return locked(asked, project -> {
            if (!table.decide(project.id(), ApprovalRequest.State.WITHDRAWN)) {
                return new Outcome.Refused("There is no request to take back.");
            }
            table.note(project.id(), member, ApprovalEntry.Kind.WITHDRAWN, "", acts.now());
            acts.record(Projects.event("project.approval_request_withdrawn", project, member));
            return new Outcome.Done(project);
        });
    }

    /** A member says something about a request. */
    public Outcome comment(Project project, UUID member, String text) {
        Instant now = acts.now();
        if (table.comments(member, now.minus(COMMENT_WINDOW)) >= MOST_COMMENTS) {
            return new Outcome.Refused("You wrote %d comments in %d minutes. Wait a little before the next."
                    .formatted(MOST_COMMENTS, COMMENT_WINDOW.toMinutes()));
        }
        return acts.call(() -> {
            table.note(project.id(), member, ApprovalEntry.Kind.COMMENT, text, now);
            acts.record(Projects.event("project.approval_commented", project, member));
            return new Outcome.Done(project);
        });
    }

    /** A reviewer decides about the project, with or without a request. Their own project is for others to decide. */
    public Outcome decide(Project judged, Member reviewer, Decision decision, String reason) {
        return locked(judged, project -> {
            Optional<String> why = mayNot(project, reviewer, reason);
            if (why.isPresent()) {
                return new Outcome.Refused(why.get());
            }
            return switch (decision) {
                case APPROVE -> approve(project, reviewer, reason);
                case ASK_FOR_CHANGES ->
                    answer(
                            project,
                            reviewer,
                            ApprovalRequest.State.CHANGES_ASKED,
                            ApprovalEntry.Kind.CHANGES_ASKED,
                            "Changes asked for: ",
                            reason);
                case DECLINE ->
                    answer(
                            project,
                            reviewer,
                            ApprovalRequest.State.DECLINED,
                            ApprovalEntry.Kind.DECLINED,
                            "Not approved: ",
                            reason);
            };
        });
    }

    private Outcome approve(Project project, Member reviewer, String reason) {
        if (project.approved()) {
            return new Outcome.Refused("This project is approved already.");
        }
        Instant now = acts.now();
        table.setApproved(project.id(), true, now);
        table.decide(project.id(), ApprovalRequest.State.APPROVED);
        tell(project, reviewer, ApprovalEntry.Kind.APPROVED, "Approved: ", reason);
        return new Outcome.Done(projects.find(project.id()).orElseThrow());
    }

    private Outcome answer(
            Project project,
            Member reviewer,
            ApprovalRequest.State state,
            ApprovalEntry.Kind kind,
            String subject,
            String reason) {
        if (!table.decide(project.id(), state)) {
            return new Outcome.Refused("There is no request to decide.");
        }
        tell(project, reviewer, kind, subject, reason);
        return new Outcome.Done(project);
    }

    /** A reviewer accepts or declines the change that waits for this approved project. */
    public Outcome decideChange(Project judged, Member reviewer, UUID changeId, boolean accept, String reason) {
        return locked(judged, project -> {
            Optional<String> why = mayNot(project, reviewer, reason);
            if (why.isPresent()) {
                return new Outcome.Refused(why.get());
            }
            Optional<ProjectChanges.Waiting> waiting =
                    changes.waiting(project.id()).filter(change -> change.id().equals(changeId));
            if (waiting.isEmpty()) {
                return new Outcome.Refused("The change was replaced or decided while you were reading. Look again.");
            }
            changes.decide(project.id(), accept ? "accepted" : "declined", reviewer.id(), reason);
            Project next = accept ? projects.take(project, waiting.get(), reviewer.id()) : project;
            tell(
                    next,
                    reviewer,
                    accept ? ApprovalEntry.Kind.CHANGE_ACCEPTED : ApprovalEntry.Kind.CHANGE_DECLINED,
                    accept ? "Change accepted: " : "Change not accepted: ",
                    reason);
            return new Outcome.Done(next);
        });
    }

    /** An administrator ends an approval: the project is in development again, and its members stay. */
    public Outcome end(Project judged, Member administrator, String reason) {
        return locked(judged, project -> {
            if (!administrator.administrator()) {
                return new Outcome.Refused("Only an administrator can end an approval.");
            }
            if (!project.approved()) {
                return new Outcome.Refused("This project is not approved.");
            }
            if (reason.isBlank()) {
                return new Outcome.Refused("Say why: the reason is public.");
            }
            table.setApproved(project.id(), false, acts.now());
            changes.withdraw(project.id(), administrator.id());
            tell(project, administrator, ApprovalEntry.Kind.APPROVAL_ENDED, "Approval ended: ", reason);
            return new Outcome.Done(projects.find(project.id()).orElseThrow());
        });
    }

    private static Optional<String> mayNot(Project project, Member reviewer, String reason) {
        if (!reviewer.reviewer() && !reviewer.administrator()) {
            return Optional.of(reviewer.username() + " is not a reviewer.");
        }
        if (reviewer.id().equals(project.coordinatorId())) {
            return Optional.of(reviewer.username() + " runs this project; another reviewer must decide about it.");
        }
        return reason.isBlank() ? Optional.of("Say why: the reason is public.") : Optional.empty();
    }

    private void tell(Project project, Member actor, ApprovalEntry.Kind kind, String subject, String reason) {
        table.note(project.id(), actor.id(), kind, reason, acts.now());
        acts.record(Projects.event(auditKind(kind), project, actor.id()));
        mails.toCoordinator(
                project, "approval-decided", subject + project.name(), actor.username() + " writes:\n\n" + reason);
    }

    private static String auditKind(ApprovalEntry.Kind kind) {
        return switch (kind) {
            case APPROVED -> "project.approved";
            case DECLINED -> "project.declined";
            case CHANGES_ASKED -> "project.changes_asked";
            case CHANGE_ACCEPTED -> "project.change_accepted";
            case CHANGE_DECLINED -> "project.change_declined";
            case APPROVAL_ENDED -> "project.approval_ended";
            case ASKED, ASKED_AGAIN, WITHDRAWN, COMMENT, CHANGE_PROPOSED ->
                throw new IllegalArgumentException("no decision: " + kind);
        };
    }

    /** Runs with the project's row held and the project read afresh. */
    private Outcome locked(Project project, Function<Project, Outcome> verb) {
        return acts.call(() -> {
            projectTable.lock(project.id());
            return verb.apply(projects.find(project.id()).orElseThrow());
        });
    }
}
