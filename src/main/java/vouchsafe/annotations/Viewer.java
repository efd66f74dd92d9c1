package vouchsafe.annotations;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The person who looks and the groups they belong to, read once for one request.
 *
 * @param memberId empty for a stranger
 * @param groups the groups they belong to; the group of everybody is not named
 * @param moderated the groups whose annotations they may show and hide
 */
public record Viewer(Optional<UUID> memberId, Set<String> groups, Set<String> moderated) {
    /** A stranger. */
    public static final Viewer ANYONE = new Viewer(Optional.empty(), Set.of(), Set.of());

    /** Whether this is that member. */
    public boolean is(UUID id) {
        return memberId.filter(id::equals).isPresent();
    }

    /** Whether they may read what is shared in a group. */
    public boolean reads(Group group) {
        return group.readByAll() || groups.contains(group.id());
    }

    /** Whether they may share something in a group; a reader of an open group may. */
    public boolean writes(Group group) {
        return memberId.isPresent() && (group.type() == Group.Type.OPEN || groups.contains(group.id()));
    }

    /** Whether they may show and hide what is shared in a group. */
    public boolean moderates(String groupId) {
        return moderated.contains(groupId);
    }
}
