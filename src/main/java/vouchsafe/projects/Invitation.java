package vouchsafe.projects;

import java.time.Instant;
import java.util.UUID;

/**
 * A member is asked to run a project in place of its coordinator.
 *
 * @param invited the member who may accept
 * @param invitedBy the member who asked
 */
public record Invitation(int projectId, UUID invited, UUID invitedBy, Instant at) {}
