package vouchsafe.annotations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A group in the list of one of its members.
 *
 * @param role what that member is in it
 * @param members how many it has
 * @param lastAnnotationAt when something that all of them see was last written; null where nothing was
 */
public record OwnGroup(
        Group group, Role role, long members, @Nullable Instant lastAnnotationAt) {}
