package vouchsafe.annotations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A group in the list of one of its members.
 *
 * @param role that member's role in it
 * @param members how many it has
 * @param lastAnnotationAt time of the latest annotation that all of them see; null where there is none
 */
public record OwnGroup(
        Group group, Role role, long members, @Nullable Instant lastAnnotationAt) {}
