package vouchsafe.webhooks;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to an app.
 *
 * @param id also the {@code webhook-id} of every attempt
 * @param clientRowId the client it is for
 * @param url the address it goes to
 * @param event the event it tells of
 * @param body the text that is sent
 * @param nextTryAt when it is tried next, or null where it is not tried again by itself
 * @param deliveredAt when the app accepted it, or null
 * @param attempts the attempts so far, latest first
 */
public record WebhookDelivery(
        UUID id,
        UUID clientRowId,
        String url,
        String event,
        String body,
        Instant createdAt,
        @Nullable Instant nextTryAt,
        @Nullable Instant deliveredAt,
        List<Attempt> attempts) {

    /**
     * One try.
     *
     * @param number from 1
     * @param milliseconds how long it took
     * @param status HTTP status of the answer, or null where there was none
     * @param answer the beginning of the answer's body, or why there was none
     */
    public record Attempt(
            int number,
            Instant at,
            int milliseconds,
            @Nullable Integer status,
            String answer) {}

    /** How it stands. */
    public enum State {
        /** To be tried, or tried again. */
        WAITING,
        /** Accepted with a status from 200 to 299. */
        DELIVERED,
        /** Not tried again by itself. */
        GIVEN_UP
    }

    /** How it stands. */
    public State state() {
        if (deliveredAt != null) {
            return State.DELIVERED;
        }
        return nextTryAt == null ? State.GIVEN_UP : State.WAITING;
    }
}
