package vouchsafe.oauth;

import java.time.Instant;
import java.util.UUID;

/** That a member has a token of their own, for scripts: it acts for them in the annotation API until they end it. */
public record DeveloperToken(UUID id, UUID memberId, Instant createdAt) {}
