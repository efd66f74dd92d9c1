package vouchsafe.annotations;

import java.time.Instant;
import java.util.UUID;

/** A member of a group. */
public record GroupMember(String groupId, UUID memberId, Role role, Instant createdAt, Instant updatedAt) {}
