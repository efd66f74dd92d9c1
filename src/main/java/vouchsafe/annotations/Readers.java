package vouchsafe.annotations;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;

/**
 * The rule about who may read an annotation. One that is not shared: its author. A shared one: the readers of its
 * group; while it is hidden, its author and the group's moderators. Administrators of the server moderate the group of
 * everybody.
 */
public final class Readers {
    private final GroupTable groups;
    private final GroupMemberTable memberships;
    private final Members members;

    Readers(GroupTable groups, GroupMemberTable memberships, Members members) {
        this.groups = groups;
        this.memberships = memberships;
        this.members = members;
    }

    /** The groups a person belongs to. */
    public Viewer viewer(Optional<UUID> memberId) {
        if (memberId.isEmpty()) {
            return Viewer.ANYONE;
        }
        List<GroupMember> theirs = memberships.memberships(memberId.get());
        Set<String> moderated = theirs.stream()
                .filter(each -> each.role().atLeast(Role.MODERATOR))
                .map(GroupMember::groupId)
                .collect(Collectors.toCollection(HashSet::new));
        if (members.find(memberId.get()).filter(Member::administrator).isPresent()) {
            moderated.add(Group.WORLD);
        }
        return new Viewer(
                memberId,
                theirs.stream().map(GroupMember::groupId).collect(Collectors.toUnmodifiableSet()),
                Set.copyOf(moderated));
    }

    /** Whether this viewer may read it; its group is read where that is not known from the viewer. */
    public boolean mayRead(Annotation annotation, Viewer viewer) {
        if (viewer.is(annotation.memberId())) {
            return true;
        }
        if (!annotation.shared() || annotation.hidden() && !viewer.moderates(annotation.groupId())) {
            return false;
        }
        return annotation.groupId().equals(Group.WORLD)
                || viewer.groups().contains(annotation.groupId())
                || groups.find(annotation.groupId()).filter(Group::readByAll).isPresent();
    }

    /** Whether this member, or a stranger, may read it. */
    public boolean mayRead(Annotation annotation, Optional<UUID> memberId) {
        return mayRead(annotation, viewer(memberId));
    }

    /**
     * Everyone who may read it, for telling many recipients apart without asking for each; of one that was deleted with its
     * group, everyone who could.
     */
    public Audience audience(Annotation annotation) {
        Set<UUID> named = new HashSet<>(Set.of(annotation.memberId()));
        if (!annotation.shared()) {
            return new Audience(false, named);
        }
        Optional<Group> group = groups.findDeletedToo(annotation.groupId());
        if (group.filter(Group::readByAll).isPresent() && !annotation.hidden()) {
            return new Audience(true, Set.of());
        }
        Role least = annotation.hidden() ? Role.MODERATOR : Role.MEMBER;
        memberships
                .withRole(annotation.groupId(), least, Integer.MAX_VALUE)
                .forEach(member -> named.add(member.memberId()));
        return new Audience(false, named);
    }
}
