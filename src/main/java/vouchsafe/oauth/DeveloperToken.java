package vouchsafe.oauth;

import java.time.Instant;
import java.util.UUID;

/** A member's own token, for scripts: it acts for the member in the annotation API until they end it. */
public record DeveloperToken(UUID id, UUID memberId, Instant createdAt) {}
