package vouchsafe.webhooks;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds what deliveries are signed with, at the moment of sending, so that a replaced secret holds for retries too. */
@FunctionalInterface
public interface WebhookSecrets {
    /**
     * The bytes of the secrets of this client (row id), the newest first; no secrets where it signs nothing. Empty where it has a
     * secret that cannot be opened any more: nothing is sent until there is a new one.
     */
    Optional<List<byte[]>> secretsOf(UUID clientRowId);
}
