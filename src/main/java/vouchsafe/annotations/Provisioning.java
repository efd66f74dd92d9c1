package vouchsafe.annotations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vouchsafe.accounts.BulkAccounts;
import vouchsafe.accounts.BulkAccounts.Account;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.db.ChangeFeed;

/**
 * Makes sure of people, groups and memberships, many at a time, in one transaction. Rows are locked accounts first, then
 * groups, each in the order of their names, whatever the order of the instructions was: of several that want the same
 * ones each waits for the one before.
 */
public final class Provisioning {
    private final BulkAccounts accounts;
    private final GroupTable groups;
    private final GroupMemberTable seats;
    private final ChangeFeed changes;
    private final DurableActs acts;

    Provisioning(
            BulkAccounts accounts, GroupTable groups, GroupMemberTable seats, ChangeFeed changes, DurableActs acts) {
        this.accounts = accounts;
        this.groups = groups;
        this.seats = seats;
        this.changes = changes;
        this.acts = acts;
    }

    /** Does all of it, or nothing. */
    public ProvisioningResult provide(ProvisioningOrder order) {
        return acts.callOrUndo(undo -> {
            switch (accounts.provide(order.clientRowId(), order.authority(), order.people())) {
                case BulkAccounts.Result.Provided(List<Account> people) -> {
                    List<String> groupIds = groups(order);
                    seat(order, people, groupIds);
                    return new ProvisioningResult.Provided(
                            people.stream().map(Account::username).toList(), groupIds);
                }
                case BulkAccounts.Result.NotInUse(String username) -> {
                    undo.run();
                    return new ProvisioningResult.AccountNotInUse(username);
                }
                case BulkAccounts.Result.IdentityOfAnother other -> {
                    undo.run();
                    return new ProvisioningResult.IdentityOfAnother();
                }
            }
        });
    }

    private List<String> groups(ProvisioningOrder order) {
        String authority = order.authority() == null ? "" : order.authority();
        List<ProvisioningOrder.NamedGroup> sorted = order.groups().stream()
                .sorted(Comparator.comparing(ProvisioningOrder.NamedGroup::providedId))
                .toList();
        List<String> ids = sorted.stream().map(group -> GroupId.next()).toList();
        Set<String> written = new HashSet<>(groups.upsert(ids, sorted, authority, order.creatorId(), acts.now()));
        Map<String, String> known = groups.idsByProvidedId(authority, sorted);
        Set<String> made = new HashSet<>(ids);
        List<AuditEvent> events = new ArrayList<>();
        for (ProvisioningOrder.NamedGroup each : sorted) {
            String id = known.getOrDefault(each.providedId(), "");
            if (written.contains(id)) {
                boolean isNew = made.contains(id);
                AuditEvent event = AuditEvent.of(isNew ? "annotation_group.created" : "annotation_group.changed")
                        .client(order.clientRowId())
                        .with("group", each.name())
                        .with("type", Group.Type.PRIVATE.word());
                events.add(isNew ? event.by(order.creatorId()) : event);
            }
        }
        acts.record(events);
        return order.groups().stream()
                .map(each -> known.getOrDefault(each.providedId(), ""))
                .toList();
    }

    private void seat(ProvisioningOrder order, List<Account> people, List<String> groupIds) {
        Map<String, String> names = new HashMap<>();
        List<GroupMemberTable.Seat> wanted = new ArrayList<>();
        for (ProvisioningOrder.Seat each : order.seats()) {
            String groupId = groupIds.get(each.group());
            names.put(groupId, order.groups().get(each.group()).name());
            wanted.add(
                    new GroupMemberTable.Seat(groupId, people.get(each.person()).id()));
        }
        Instant now = acts.now();
        List<AuditEvent> events = new ArrayList<>();
        for (GroupMemberTable.Seat joined : seats.join(wanted, now)) {
            changes.publish(
                    MembershipEvent.CHANNEL, new MembershipEvent(true, joined.memberId(), joined.groupId()).payload());
            events.add(AuditEvent.of("annotation_group.joined")
                    .client(order.clientRowId())
                    .to(joined.memberId())
                    .with("group", names.getOrDefault(joined.groupId(), "")));
        }
        acts.record(events);
    }
}
