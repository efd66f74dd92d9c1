package vouchsafe.projects;

import java.util.UUID;
import vouchsafe.audit.AuditLog;
import vouchsafe.db.Transactions;
import vouchsafe.webhooks.Webhooks;

/** Webhook deliveries that a coordinator sends by hand, each in one transaction with its record. */
public final class WebhookTrials {
    private final Webhooks webhooks;
    private final AuditLog audit;
    private final Transactions transactions;

    WebhookTrials(Webhooks webhooks, AuditLog audit, Transactions transactions) {
        this.webhooks = webhooks;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** Sends a test event. */
    public WebhookSendResult sendTest(Project project, UUID actor) {
        String url = project.details().leaving().deauthWebhook();
        if (url.isEmpty()) {
            return new WebhookSendResult.NoWebhookUrl();
        }
        return transactions.call(() -> {
            audit.record(Projects.event("webhook.tested", project, actor));
            return new WebhookSendResult.DeliveryQueued(webhooks.queueTest(project.clientRowId(), url));
        });
    }

    /** Sends an event again, to where the project wants it now. */
    public WebhookSendResult sendAgain(Project project, UUID deliveryId, UUID actor) {
        String url = project.details().leaving().deauthWebhook();
        if (url.isEmpty()) {
            return new WebhookSendResult.NoWebhookUrl();
        }
        return transactions.call(() -> {
            if (!webhooks.resend(project.clientRowId(), deliveryId, url)) {
                return new WebhookSendResult.NoSuchDelivery();
            }
            audit.record(Projects.event("webhook.resent", project, actor).with("delivery", deliveryId.toString()));
            return new WebhookSendResult.DeliveryQueued(deliveryId);
        });
    }
}
