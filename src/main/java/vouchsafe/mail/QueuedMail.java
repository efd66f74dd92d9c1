package vouchsafe.mail;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail as administrators see it.
 *
 * @param kind its purpose
 * @param senderName shown before the server's own address, or null for the server's own name
 * @param attempts how often it was handed to the mail server
 * @param nextTryAt when it is tried next, or null where it is not tried again by itself
 * @param sentAt when the mail server took it, or null
 * @param failure why the last attempt failed, or null
 */
public record QueuedMail(
        UUID id,
        String kind,
        String recipient,
        @Nullable String senderName,
        @Nullable String replyTo,
        String subject,
        Instant createdAt,
        int attempts,
        @Nullable Instant nextTryAt,
        @Nullable Instant sentAt,
        @Nullable String failure) {

    /** How it stands. */
    public enum State {
        /** To be tried, or tried again. */
        WAITING,
        /** The mail server took it. */
        SENT,
        /** Not tried again by itself. */
        GIVEN_UP,
        /** There was no mail server to hand it to. */
        KEPT
    }

    /** How it stands. */
    public State state() {
        if (sentAt != null) {
            return State.SENT;
        }
        if (nextTryAt != null) {
            return State.WAITING;
        }
        return failure == null ? State.KEPT : State.GIVEN_UP;
    }
}
