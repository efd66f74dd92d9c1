package vouchsafe.annotations;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.AuditLog;
import vouchsafe.db.ChangeFeed;

/** Groups and who belongs to them. Whether somebody may do what they ask is known before. */
public final class Groups {
    private final GroupTable table;
    private final ChangeFeed changes;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    Groups(
            GroupTable table,
            ChangeFeed changes,
            AuditLog audit,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.table = table;
        this.changes = changes;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
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

    /** What a member is in which group. */
    public List<GroupMember> memberships(UUID memberId) {
        return table.memberships(memberId);
    }

    /** Groups that everyone reads and that are made for this page. */
    public List<Group> scopedTo(String authority, String uri) {
        String origin = GroupTable.origin(uri);
        return origin.isEmpty() ? List.of() : table.scoped(authority, origin, uri);
    }

    /** Makes a group whose owner is its creator; empty where the third party's name for it is taken. */
    public Optional<Group> create(UUID creatorId, GroupDraft draft) {
        try {
            return Optional.of(Objects.requireNonNull(transactions.execute(status -> {
                String id = GroupId.next();
                table.insert(id, draft, creatorId, clock.instant());
                table.join(id, creatorId, Role.OWNER, clock.instant());
                announce(new MembershipEvent(true, creatorId, id));
                audit.record(AuditEvent.of("annotation_group.created")
                        .by(creatorId)
                        .with("group", draft.name())
                        .with("type", draft.type().word()));
                return table.find(id).orElseThrow();
            })));
        } catch (DuplicateKeyException taken) {
            return Optional.empty();
        }
    }

    /**
     * Changes a group; empty where the third party's name for it is taken.
     *
     * @param actorId the member who changes it, or null where a third party's server does
     */
    public Optional<Group> update(@Nullable UUID actorId, Group group, GroupDraft draft) {
        try {
            return Optional.of(Objects.requireNonNull(transactions.execute(status -> {
                table.update(group.id(), draft, clock.instant());
                AuditEvent changed = AuditEvent.of("annotation_group.changed");
                audit.record((actorId == null ? changed : changed.by(actorId))
                        .with("group", draft.name())
                        .with("type", draft.type().word()));
                return table.find(group.id()).orElseThrow();
            })));
        } catch (DuplicateKeyException taken) {
            return Optional.empty();
        }
    }

    /** A member as this group knows them. */
    public Optional<GroupMember> member(String groupId, UUID memberId) {
        return table.member(groupId, memberId);
    }

    /** Members of a group, longest first. */
    public List<GroupMember> members(String groupId, long offset, int most) {
        return table.members(groupId, offset, most);
    }

    /** How many members a group has. */
    public long size(String groupId) {
        return table.size(groupId);
    }

    /** Makes somebody a member, if they are not; their role stays what it is then. */
    public GroupMember join(Group group, UUID memberId, Role role) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Optional<GroupMember> joined = table.join(group.id(), memberId, role, clock.instant());
            if (joined.isPresent()) {
                announce(new MembershipEvent(true, memberId, group.id()));
                audit.record(
                        AuditEvent.of("annotation_group.joined").to(memberId).with("group", group.name()));
            }
            return joined.or(() -> table.member(group.id(), memberId)).orElseThrow();
        }));
    }

    /** Ends a membership; whether there was one. A private group without anybody goes with what was shared in it. */
    public boolean leave(Group group, UUID actorId, UUID memberId) {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            boolean left = table.leave(group.id(), memberId);
            if (left) {
                announce(new MembershipEvent(false, memberId, group.id()));
                audit.record(AuditEvent.of("annotation_group.left")
                        .by(actorId)
                        .to(memberId)
                        .with("group", group.name()));
                closeWhereEmpty(group);
            }
            return left;
        }));
    }

    /** Gives a member of a group another role; empty where they are none. */
    public Optional<GroupMember> changeRole(Group group, UUID actorId, UUID memberId, Role role) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Optional<GroupMember> changed = table.changeRole(group.id(), memberId, role, clock.instant());
            if (changed.isPresent()) {
                audit.record(AuditEvent.of("annotation_group.role_changed")
                        .by(actorId)
                        .to(memberId)
                        .with("group", group.name())
                        .with("role", role.name()));
            }
            return changed;
        }));
    }

    /** Takes a member out of every group. A group that has lost its last owner gets the one next in rank. */
    void leaveAll(UUID memberId) {
        for (Group group : table.ofMember(memberId)) {
            leave(group, memberId, memberId);
            List<GroupMember> rest = new ArrayList<>(table.members(group.id(), 0, 1_000));
            boolean owned = rest.stream().anyMatch(each -> each.role() == Role.OWNER);
            if (!owned && !rest.isEmpty()) {
                GroupMember next = rest.stream()
                        .reduce((best, each) ->
                                each.role().atLeast(best.role()) && each.role() != best.role() ? each : best)
                        .orElseThrow();
                changeRole(group, memberId, next.memberId(), Role.OWNER);
            }
        }
    }

    private void closeWhereEmpty(Group group) {
        if (group.type() == Group.Type.PRIVATE && table.size(group.id()) == 0) {
            table.delete(group.id());
        }
    }

    private void announce(MembershipEvent event) {
        changes.publish(MembershipEvent.CHANNEL, event.payload());
    }
}
