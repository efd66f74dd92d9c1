package vouchsafe.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.grants.EndedBy;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.projects.Stewardship;

/**
 * Ends a connection in one transaction: the grant, everything under it, the receipt, the audit event, and the news for both
 * sides. News is only queued, so that no webhook and no mail server can hold up or undo the end.
 */
public final class Withdrawal {
    private final Grants grants;
    private final Projects projects;
    private final GrantEnding ending;
    private final FilesLeft filesLeft;
    private final WithdrawalNews news;
    private final DurableActs acts;

    Withdrawal(
            Grants grants,
            Projects projects,
            GrantEnding ending,
            FilesLeft filesLeft,
            WithdrawalNews news,
            DurableActs acts) {
        this.grants = grants;
        this.projects = projects;
        this.ending = ending;
        this.filesLeft = filesLeft;
        this.news = news;
        this.acts = acts;
    }

    /**
     * Ends a connection at the member's own wish.
     *
     * @param erasureWanted whether they ask the project to erase its data; counts where the project offers that
     */
    public Withdrawn byMember(UUID memberId, UUID grantId, boolean erasureWanted) {
        return byMember(memberId, grantId, new LeaveWishes(erasureWanted, false));
    }

    /** Ends a connection at the member's own wish. */
    public Withdrawn byMember(UUID memberId, UUID grantId, LeaveWishes wishes) {
        return acts.call(() -> grants.find(grantId)
                .filter(grant -> grant.memberId().equals(memberId))
                .map(grant -> end(grant, EndedBy.MEMBER, memberId, wishes, null))
                .orElseGet(Withdrawn.Unknown::new));
    }

    /**
     * Removes the members whom the project knows by these numbers: all of them or none.
     *
     * @param removerId the project's coordinator, or an administrator
     */
    public Removed remove(UUID removerId, Project project, List<String> numbers) {
        EndedBy by = project.coordinatorId().equals(removerId) ? EndedBy.COORDINATOR : EndedBy.ADMINISTRATOR;
        return acts.call(() -> {
            List<String> unknown = new ArrayList<>();
            List<Grant> leaving = new ArrayList<>();
            for (String number : numbers) {
                grants.findBySubject(project.clientRowId(), number)
                        .filter(Grant::active)
                        .ifPresentOrElse(leaving::add, () -> unknown.add(number));
            }
            if (!unknown.isEmpty()) {
                return new Removed.UnknownNumbers(unknown);
            }
            leaving.forEach(grant -> end(grant, by, removerId, LeaveWishes.NONE, null));
            return new Removed.All(leaving.size());
        });
    }

    /** Ends any connection at an administrator's wish. */
    public Withdrawn byAdministrator(UUID administratorId, UUID grantId, String reason) {
        return acts.call(() -> grants.find(grantId)
                .map(grant -> end(grant, EndedBy.ADMINISTRATOR, administratorId, LeaveWishes.NONE, reason))
                .orElseGet(Withdrawn.Unknown::new));
    }

    /** Ends a connection with a project that was closed for good. */
    Withdrawn byClosing(Grant grant, Stewardship.Closing closing) {
        String reason =
                closing.reason().isEmpty() ? "The project was closed." : "The project was closed. " + closing.reason();
        return acts.call(() -> end(grant, closing.by(), closing.closedBy(), LeaveWishes.NONE, reason));
    }

    private Withdrawn end(Grant grant, EndedBy by, UUID actor, LeaveWishes wishes, @Nullable String reason) {
        Optional<Project> project = projects.byClient(grant.clientRowId());
        boolean erasure = wishes.erasureThere()
                && project.map(each -> each.details().leaving().erasureSupported())
                        .orElse(false);
        boolean erasureHere = wishes.erasureHere() && project.isPresent();
        Optional<Grant> ended = ending.end(grant, by, erasure, erasureHere, reason);
        if (ended.isEmpty()) {
            return new Withdrawn.Before(grant);
        }
        acts.record(AuditEvent.of("grant.withdrawn")
                .by(actor)
                .to(grant.memberId())
                .client(grant.clientRowId())
                .with("by", by.word())
                .with("erasure_requested", Boolean.toString(erasure)));
        project.ifPresent(each -> filesLeft.after(ended.get(), each, erasureHere, actor));
        news.tell(ended.get(), project, by, erasure, reason);
        return new Withdrawn.Now(ended.get());
    }
}
