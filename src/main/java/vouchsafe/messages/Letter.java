package vouchsafe.messages;

import java.time.Instant;
import java.util.UUID;

/** What a member wrote to a project under one connection. */
public record Letter(UUID id, UUID grantId, String body, Instant createdAt) {}
