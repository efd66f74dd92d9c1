package vouchsafe.consent;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.grants.EndedBy;
import vouchsafe.grants.Grant;
import vouchsafe.projects.Project;
import vouchsafe.webhooks.WebhookEvent;
import vouchsafe.webhooks.Webhooks;

/** Tells both sides that a connection has ended: the project as it asked for, the member where somebody else ended it. */
final class WithdrawalNews {
    private final Webhooks webhooks;
    private final WithdrawalMails mails;

    WithdrawalNews(Webhooks webhooks, WithdrawalMails mails) {
        this.webhooks = webhooks;
        this.mails = mails;
    }

    /** Queues the news, in the transaction that ends the connection. */
    void tell(Grant ended, Optional<Project> project, EndedBy by, boolean erasure, @Nullable String reason) {
        project.ifPresent(each -> tellProject(each, ended, by, erasure));
        if (by != EndedBy.MEMBER) {
            mails.removed(ended, project, by, reason);
        }
    }

    private void tellProject(Project project, Grant ended, EndedBy by, boolean erasure) {
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
