package vouchsafe.webhooks;

import java.util.List;
import java.util.UUID;

/** Finds what deliveries are signed with, at the moment of sending, so that a replaced secret holds for retries too. */
@FunctionalInterface
public interface WebhookSecrets {
    /** The bytes of the secrets of this client (row id), the newest first; empty where it has none. */
    List<byte[]> secretsOf(UUID clientRowId);
}
