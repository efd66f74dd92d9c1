package vouchsafe.webhooks;

import java.util.Optional;
import java.util.UUID;

/** Finds what deliveries are signed with, at the moment of sending, so that a replaced secret holds for retries too. */
@FunctionalInterface
public interface WebhookSecrets {
    /** The bytes of the secret of this client (row id), or empty where it has none. */
    Optional<byte[]> secretOf(UUID clientRowId);
}
