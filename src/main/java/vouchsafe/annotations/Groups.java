package vouchsafe.annotations;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.db.ChangeFeed;

/** Groups and their members. Permission is settled before anything here is called. */
public final class Groups {
    private final GroupTable table;
    private final GroupMemberTable memberTable;
    private final Annotations annotations;
    private final ChangeFeed changes;
    private final DurableActs acts;

    Groups(
            GroupTable table,
            GroupMemberTable memberTable,
            Annotations annotations,
            ChangeFeed changes,
            DurableActs acts) {
        this.table = table;
        this.memberTable = memberTable;
        this.annotations = annotations;
        this.changes = changes;
        this.acts = acts;
    }

    /** The group with this id. */
    public Optional<Group> find(String id) {
        return table.find(id);
    }

    /** The groups with these ids, in any order. */
    public List<Group> find(Collection<String> ids) {
        return table.find(ids);
    }

    /** The group that a third party calls so. */
    public Optional<Group> byProvidedId(String authority, String providedId) {
        return table.byProvidedId(authority, providedId);
    }

    /** The groups a member belongs to, by name; the group of everybody is not among them. */
    public List<Group> ofMember(UUID memberId) {
        return table.ofMember(memberId);
    }

    /** The same with what their list shows about each. */
    public List<OwnGroup> overview(UUID memberId) {
        return table.overview(memberId);
    }

    /** A member's role in each of their groups. */
    public List<GroupMember> memberships(UUID memberId) {
        return memberTable.memberships(memberId);
    }

    /** Groups that are not private and are made for this page. */
    public List<Group> scopedTo(String authority, String uri) {
        String origin = GroupTable.origin(uri);
        return origin.isEmpty() ? List.of() : table.scoped(authority, origin, uri);
    }

    /** Makes a group whose owner is its creator; empty where the third party's name for it is taken. */
    public Optional<Group> create(UUID creatorId, GroupDraft draft) {
        try {
            return Optional.of(acts.call(() -> {
                String id = GroupId.next();
                table.insert(id, draft, creatorId, acts.now());
                memberTable.join(id, creatorId, Role.OWNER, acts.now());
                announce(new MembershipEvent(true, creatorId, id));
                acts.record(AuditEvent.of("annotation_group.created")
                        .by(creatorId)
                        .with("group", draft.name())
                        .with("type", draft.type().word()));
                return table.find(id).orElseThrow();
            }));
        } catch (DuplicateKeyException taken) {
            return Optional.empty();
        }
    }

    /**
     * Changes a group; empty where it has ended, or the third party's name for it is taken.
     *
     * @param actorId the member who changes it, or null where a third party's server does
     */
    public Optional<Group> update(@Nullable UUID actorId, Group group, GroupDraft draft) {
        try {
            return acts.call(() -> {
                if (!table.lock(group.id())) {
                    return Optional.empty();
                }
                table.update(group.id(), draft, acts.now());
                record(
                        AuditEvent.of("annotation_group.changed")
                                .with("group", draft.name())
                                .with("type", draft.type().word()),
                        actorId);
                return table.find(group.id());
            });
        } catch (DuplicateKeyException taken) {
            return Optional.empty();
        }
    }

    /**
     * Ends a group, and deletes everything written in it by all members; false where it has ended before. Its members
     * learn of it, and everyone who reads the pages it was about.
     */
    public boolean delete(Group group, UUID actorId) {
        return acts.call(() -> {
            table.lock(group.id());
            List<GroupMember> members = memberTable.members(group.id(), 0, Integer.MAX_VALUE);
            if (!close(group)) {
                return false;
            }
            for (GroupMember each : members) {
                announce(new MembershipEvent(false, each.memberId(), group.id()));
                acts.record(AuditEvent.of("annotation_group.deleted")
                        .by(actorId)
                        .to(each.memberId())
                        .with("group", group.name()));
            }
            return true;
        });
    }

    /** The rows of the group and its members stay for some minutes, since they say who may hear what was deleted. */
    private boolean close(Group group) {
        boolean closed = table.delete(group.id(), acts.now());
        if (closed) {
            annotations.deleteIn(group.id());
        }
        return closed;
    }

    /** A member as this group knows them. */
    public Optional<GroupMember> member(String groupId, UUID memberId) {
        return memberTable.member(groupId, memberId);
    }

    /** Members of a group, longest first. */
    public List<GroupMember> members(String groupId, long offset, int most) {
        return memberTable.members(groupId, offset, most);
    }

    /** Members with at least this role, the highest in rank first, and no more than so many. */
    public List<GroupMember> withRole(String groupId, Role least, int most) {
        return memberTable.withRole(groupId, least, most);
    }

    /** How many members a group has. */
    public long size(String groupId) {
        return memberTable.size(groupId);
    }

    /**
     * Makes a person a member by their own wish, or their authority's; one who is a member already keeps their role.
     * Empty where the group has ended.
     */
    public Optional<GroupMember> join(Group group, UUID memberId, Role role) {
        return join(group, memberId, role, AuditEvent.of("annotation_group.joined"));
    }

    /**
     * Makes a person a member by the wish of another member; one who is a member already keeps their role. Empty where
     * the group has ended.
     */
    public Optional<GroupMember> add(Group group, UUID actorId, UUID memberId) {
        return join(
                group,
                memberId,
                Role.MEMBER,
                AuditEvent.of("annotation_group.added").by(actorId));
    }

    private Optional<GroupMember> join(Group group, UUID memberId, Role role, AuditEvent event) {
        return acts.call(() -> {
            if (!table.lock(group.id())) {
                return Optional.empty();
            }
            Optional<GroupMember> joined = memberTable.join(group.id(), memberId, role, acts.now());
            if (joined.isPresent()) {
                announce(new MembershipEvent(true, memberId, group.id()));
                acts.record(event.to(memberId).with("group", group.name()));
            }
            return joined.or(() -> memberTable.member(group.id(), memberId));
        });
    }

    /**
     * Ends a membership; true where there was one. A private group without members goes with what was shared in it; a
     * group without an owner gets the member next in rank.
     *
     * @param actorId the member who ends it, themselves or another; null where a third party's server does
     */
    public boolean leave(Group group, @Nullable UUID actorId, UUID memberId) {
        return acts.call(() -> {
            table.lock(group.id());
            Optional<GroupMember> left = memberTable.leave(group.id(), memberId);
            if (left.isEmpty()) {
                return false;
            }
            announce(new MembershipEvent(false, memberId, group.id()));
            String kind = memberId.equals(actorId) ? "annotation_group.left" : "annotation_group.removed";
            record(AuditEvent.of(kind).to(memberId).with("group", group.name()), actorId);
            Optional<GroupMember> first = memberTable.first(group.id());
            if (first.isEmpty() && group.type() == Group.Type.PRIVATE) {
                close(group);
            }
            if (left.get().role() == Role.OWNER) {
                first.filter(next -> next.role() != Role.OWNER)
                        .ifPresent(next -> give(group, actorId, next.memberId(), Role.OWNER));
            }
            return true;
        });
    }

    /**
     * Gives a member of a group another role. A group that has an owner keeps one.
     *
     * @param actorId null where a third party's server does
     */
    public RoleChange changeRole(Group group, @Nullable UUID actorId, UUID memberId, Role role) {
        return acts.call(() -> {
            table.lock(group.id());
            List<GroupMember> owners = memberTable.withRole(group.id(), Role.OWNER, 2);
            if (role != Role.OWNER
                    && owners.size() == 1
                    && owners.getFirst().memberId().equals(memberId)) {
                return new RoleChange.LastOwner();
            }
            return give(group, actorId, memberId, role)
                    .<RoleChange>map(RoleChange.Done::new)
                    .orElseGet(RoleChange.NoMember::new);
        });
    }

    private Optional<GroupMember> give(Group group, @Nullable UUID actorId, UUID memberId, Role role) {
        Optional<GroupMember> changed = memberTable.changeRole(group.id(), memberId, role, acts.now());
        if (changed.isPresent()) {
            record(
                    AuditEvent.of("annotation_group.role_changed")
                            .to(memberId)
                            .with("group", group.name())
                            .with("role", role.word()),
                    actorId);
        }
        return changed;
    }

    private void record(AuditEvent event, @Nullable UUID actorId) {
        acts.record(actorId == null ? event : event.by(actorId));
    }

    /** Takes a member out of every group. The groups are locked in the order in which {@link Provisioning} locks them. */
    void leaveAll(UUID memberId) {
        table.ofMember(memberId).stream()
                .sorted(Comparator.comparing((Group group) -> Objects.requireNonNullElse(group.providedId(), ""))
                        .thenComparing(Group::id))
                .forEach(group -> leave(group, memberId, memberId));
    }

    private void announce(MembershipEvent event) {
        changes.publish(MembershipEvent.CHANNEL, event.payload());
    }
}
