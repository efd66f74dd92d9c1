package vouchsafe.projects;

import java.util.UUID;
import vouchsafe.audit.DurableActs;
import vouchsafe.webhooks.Webhooks;

/** Webhook deliveries that a coordinator sends by hand, each in one transaction with its record. */
public final class WebhookTrials {
    private final Webhooks webhooks;
    private final DurableActs acts;

    WebhookTrials(Webhooks webhooks, DurableActs acts) {
        this.webhooks = webhooks;
        this.acts = acts;
    }

    /** Sends a test event. */
    public WebhookSendResult sendTest(Project project, UUID actor) {
        String url = project.details().leaving().deauthWebhook();
        if (url.isEmpty()) {
            return new WebhookSendResult.NoWebhookUrl();
        }
        return acts.call(() -> {
            acts.record(Projects.event("webhook.tested", project, actor));
            return new WebhookSendResult.DeliveryQueued(webhooks.queueTest(project.clientRowId(), url));
        });
    }

    /** Sends an event again, to where the project wants it now. */
    public WebhookSendResult sendAgain(Project project, UUID deliveryId, UUID actor) {
        String url = project.details().leaving().deauthWebhook();
        if (url.isEmpty()) {
            return new WebhookSendResult.NoWebhookUrl();
        }
        return acts.call(() -> {
            if (!webhooks.resend(project.clientRowId(), deliveryId, url)) {
                return new WebhookSendResult.NoSuchDelivery();
            }
            acts.record(Projects.event("webhook.resent", project, actor).with("delivery", deliveryId.toString()));
            return new WebhookSendResult.DeliveryQueued(deliveryId);
        });
    }
}
