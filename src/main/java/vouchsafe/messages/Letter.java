package vouchsafe.messages;

import java.time.Instant;
import java.util.UUID;

/** A member's letter to a project, under one connection. */
public record Letter(UUID id, UUID grantId, String body, Instant createdAt) {}
