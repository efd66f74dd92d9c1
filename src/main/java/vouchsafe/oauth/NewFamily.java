package vouchsafe.oauth;

import java.time.Instant;
import java.util.UUID;

/** A family that begins, as a code. Times are whole seconds. */
record NewFamily(UUID id, UUID grantId, UUID clientId, CodeBinding binding, Instant now, Instant codeExpiresAt) {}
