package vouchsafe.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.AuditLog;
import vouchsafe.db.Transactions;
import vouchsafe.files.DataFiles;
import vouchsafe.files.FileChoice;
import vouchsafe.grants.EndedBy;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.projects.Stewardship;
import vouchsafe.publication.PublicSharing;
import vouchsafe.webhooks.WebhookEvent;
import vouchsafe.webhooks.Webhooks;

/**
 * Ends a connection in one transaction: the grant, everything under it, the receipt, the audit event, and the news for both
 * sides. News is only queued, so that no webhook and no mail server can hold up or undo the end.
 */
public final class Withdrawal {
    private final Grants grants;
    private final Projects projects;
    private final UnderGrant underGrant;
    private final ConsentDocuments documents;
    private final PublicSharing publicSharing;
    private final DataFiles files;
    private final Webhooks webhooks;
    private final WithdrawalMails mails;
    private final AuditLog audit;
    private final Transactions transactions;

    Withdrawal(
            Grants grants,
            Projects projects,
            UnderGrant underGrant,
            ConsentDocuments documents,
            PublicSharing publicSharing,
            DataFiles files,
            Webhooks webhooks,
            WithdrawalMails mails,
            AuditLog audit,
            Transactions transactions) {
        this.grants = grants;
        this.projects = projects;
        this.underGrant = underGrant;
        this.documents = documents;
        this.publicSharing = publicSharing;
        this.files = files;
        this.webhooks = webhooks;
        this.mails = mails;
        this.audit = audit;
        this.transactions = transactions;
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
        return transactions.call(() -> grants.find(grantId)
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
        return transactions.call(() -> {
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
        return transactions.call(() -> grants.find(grantId)
                .map(grant -> end(grant, EndedBy.ADMINISTRATOR, administratorId, LeaveWishes.NONE, reason))
                .orElseGet(Withdrawn.Unknown::new));
    }

    /** Ends a connection with a project that was closed for good. */
    Withdrawn byClosing(Grant grant, Stewardship.Closing closing) {
        String reason =
                closing.reason().isEmpty() ? "The project was closed." : "The project was closed. " + closing.reason();
        return transactions.call(() -> end(grant, closing.by(), closing.closedBy(), LeaveWishes.NONE, reason));
    }

    private Withdrawn end(Grant grant, EndedBy by, UUID actor, LeaveWishes wishes, @Nullable String reason) {
        Optional<Project> project = projects.byClient(grant.clientRowId());
        boolean erasure = wishes.erasureThere()
                && project.map(each -> each.details().leaving().erasureSupported())
                        .orElse(false);
        boolean erasureHere = wishes.erasureHere() && project.isPresent();
        Optional<Grant> ended =
                grants.withdraw(grant.id(), by, erasure, documents.withdrawn(by, erasure, erasureHere, reason));
        if (ended.isEmpty()) {
            return new Withdrawn.Before(grant);
        }
        underGrant.end(grant, "withdrawn by " + by.word());
        audit.record(AuditEvent.of("grant.withdrawn")
                .by(actor)
                .to(grant.memberId())
                .client(grant.clientRowId())
                .with("by", by.word())
                .with("erasure_requested", Boolean.toString(erasure)));
        // Files that stay here become private: the member need not remember that they were public.
        project.ifPresent(each -> publicSharing.stop(grant.memberId(), each, actor));
        if (erasureHere) {
            files.delete(
                    grant.memberId(),
                    new FileChoice.OfProject(project.get().id()),
                    DataFiles.deletion().by(actor).client(grant.clientRowId()));
        }
        project.ifPresent(each -> tell(each, ended.get(), by, erasure));
        if (by != EndedBy.MEMBER) {
            mails.removed(ended.get(), project, by, reason);
        }
        return new Withdrawn.Now(ended.get());
    }

    private void tell(Project project, Grant ended, EndedBy by, boolean erasure) {
        String webhook = project.details().leaving().deauthWebhook();
        if (!webhook.isEmpty()) {
            webhooks.queue(
                    project.clientRowId(),
                    webhook,
                    WebhookEvent.deauthorization(
                            ended.subject(), erasure, Objects.requireNonNull(ended.withdrawnAt())));
        }
        if (project.details().leaving().deauthEmailNotification()) {
            mails.memberLeft(project, ended, by, erasure);
        }
    }
}
