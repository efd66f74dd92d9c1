package vouchsafe.messages;

import java.time.Instant;
import java.util.UUID;

/**
 * A message as one member reads it.
 *
 * @param id of the message
 * @param clientRowId row id of the client of the project that wrote
 * @param grantId the connection it came under
 * @param body with the placeholder filled in
 */
public record ReceivedMessage(
        UUID id, UUID clientRowId, UUID grantId, String subject, String body, Instant createdAt) {}
