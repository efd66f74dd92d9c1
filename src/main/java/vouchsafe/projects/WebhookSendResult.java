package vouchsafe.projects;

import java.util.UUID;

/** The outcome of asking for a webhook delivery, for a coordinator. */
public sealed interface WebhookSendResult {
    /** It is sent now; the delivery says how it goes. */
    record DeliveryQueued(UUID deliveryId) implements WebhookSendResult {}

    /** The project has no address to send it to. */
    record NoWebhookUrl() implements WebhookSendResult {}

    /** The project has no such delivery, or it was forgotten meanwhile. */
    record NoSuchDelivery() implements WebhookSendResult {}
}
