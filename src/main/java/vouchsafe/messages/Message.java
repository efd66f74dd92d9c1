package vouchsafe.messages;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as the project sent it.
 *
 * @param clientRowId row id of the project's client
 * @param senderId the member who sent it from the project's page, or null where its app did
 * @param toAll whether it went to everyone who accepts messages
 * @param recipients how many members it was queued for
 */
public record Message(
        UUID id,
        UUID clientRowId,
        @Nullable UUID senderId,
        boolean toAll,
        String subject,
        String body,
        int recipients,
        Instant createdAt) {

    /** Whether a person sent it, and not the project's app. */
    public Optional<UUID> sender() {
        return Optional.ofNullable(senderId);
    }
}
