package vouchsafe.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import vouchsafe.db.Jobs;
import vouchsafe.db.Transactions;
import vouchsafe.db.UuidV7;

/**
 * Tells apps of events. A delivery is queued in the caller's transaction and sent once that has committed; the caller
 * never waits for the app's server and never fails by it.
 */
public final class Webhooks {
    static final String JOB = "webhook";
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final WebhookTable table;
    private final Jobs jobs;
    private final Transactions transactions;
    private final InstantSource clock;

    Webhooks(WebhookTable table, Jobs jobs, Transactions transactions, InstantSource clock) {
        this.table = table;
        this.jobs = jobs;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Queues an event for the app of a client (row id) and returns the delivery's id.
     *
     * @param url where the project wants it; not looked at until it is called
     */
    public UUID queue(UUID clientRowId, String url, WebhookEvent event) {
        UUID id = UuidV7.next();
        return transactions.call(() -> {
            table.insert(id, clientRowId, url, event, clock.instant());
            jobs.queue(JOB, id.toString());
            return id;
        });
    }

    /** Sends a test event. It is tried once. */
    public UUID queueTest(UUID clientRowId, String url) {
        return queue(clientRowId, url, WebhookEvent.test(clock.instant()));
    }

    /** Tries a delivery again now, at the URL the project has now. False where the client has no such delivery. */
    public boolean resend(UUID clientRowId, UUID deliveryId, String url) {
        return transactions.call(() -> {
            boolean known = table.revive(clientRowId, deliveryId, url, clock.instant());
            if (known) {
                jobs.hurry(JOB, deliveryId.toString());
            }
            return known;
        });
    }

    /** The delivery with this id. */
    public Optional<WebhookDelivery> find(UUID deliveryId) {
        return table.find(deliveryId);
    }

    /** Waits a little for the first attempt at a delivery; empty where there was none in this time. */
    public Optional<WebhookDelivery.Attempt> firstAttempt(UUID deliveryId, Duration patience) {
        Instant end = clock.instant().plus(patience);
        while (true) {
            Optional<WebhookDelivery.Attempt> attempt = table.find(deliveryId)
                    .flatMap(delivery -> delivery.attempts().stream().findFirst());
            if (attempt.isPresent() || clock.instant().isAfter(end)) {
                return attempt;
            }
            try {
                Thread.sleep(LOOK_AGAIN);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    /**
     * The deliveries of a client, latest first.
     *
     * @param olderThan the last one of the page before
     */
    public List<WebhookDelivery> list(UUID clientRowId, Optional<UUID> olderThan, int most) {
        return table.list(clientRowId, olderThan, most);
    }
}
