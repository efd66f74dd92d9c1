package vouchsafe.accounts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.db.Disk;
import vouchsafe.db.UuidV7;

/**
 * Makes sure, many at a time, that a site's people have accounts, and are called as the site calls them.
 *
 * <p>Contract: part of the caller's transaction, which is undone where the result is not {@link Result.Provided}. Rows are
 * locked in the order of their names, so that transactions that want the same ones wait for each other and never in a
 * circle; they stay locked, so that nobody provided for here is suspended or deleted before the transaction ends.
 */
public final class BulkAccounts {
    private final VouchedTable table;
    private final Members members;
    private final DurableActs acts;
    private final Disk disk;

    BulkAccounts(VouchedTable table, Members members, DurableActs acts, Disk disk) {
        this.table = table;
        this.members = members;
        this.acts = acts;
        this.disk = disk;
    }

    /** An account that is there. */
    public record Account(UUID id, String username) {}

    /** What became of it. */
    public sealed interface Result {
        /** @param accounts in the order in which they were asked for */
        record Provided(List<Account> accounts) implements Result {}

        /** The account of this name is suspended, or was deleted by its owner. */
        record NotInUse(String username) implements Result {}

        /** An identity is that of another account. */
        record IdentityOfAnother() implements Result {}
    }

    /** A row as it is after all were made sure of. */
    record Row(UUID id, String username, Member.Status status) {}

    /**
     * Makes the accounts that are missing, and gives those that are there the names.
     *
     * @param authority whose accounts they are; null for this server's
     * @param people without addresses, and no two of one name (see {@link UserId})
     */
    public Result provide(UUID clientRowId, @Nullable String authority, List<VouchedAccounts.Description> people) {
        Instant now = acts.now();
        List<VouchedAccounts.Description> sorted = people.stream()
                .sorted(Comparator.comparing(person -> UserId.key(person.username())))
                .toList();
        List<String> names =
                sorted.stream().map(person -> UserId.key(person.username())).toList();
        Optional<String> left = authority == null ? retired(names) : Optional.empty();
        if (left.isPresent()) {
            return new Result.NotInUse(left.get());
        }
        List<UUID> ids = sorted.stream().map(person -> UuidV7.next()).toList();
        List<UUID> written = table.upsert(ids, sorted, authority, now);
        written.forEach(members::changed);
        Map<String, Row> rows = new HashMap<>();
        table.rows(names, authority).forEach(row -> rows.put(UserId.key(row.username()), row));
        List<Account> accounts = new ArrayList<>();
        for (VouchedAccounts.Description person : people) {
            Row row = rows.get(UserId.key(person.username()));
            if (row == null || row.status() != Member.Status.ACTIVE) {
                return new Result.NotInUse(person.username());
            }
            accounts.add(new Account(row.id(), row.username()));
        }
        if (!identified(people, accounts, authority)) {
            return new Result.IdentityOfAnother();
        }
        record(clientRowId, written, new HashSet<>(ids));
        return new Result.Provided(accounts);
    }

    /** The first of these names that belonged to a member who deleted the account. */
    private Optional<String> retired(List<String> names) {
        Map<String, String> retired = new HashMap<>();
        names.forEach(name -> retired.put(AccountRules.retired(name), name));
        return table.retired(retired.keySet()).stream().map(retired::get).findFirst();
    }

    private boolean identified(
            List<VouchedAccounts.Description> people, List<Account> accounts, @Nullable String authority) {
        Map<VouchedAccounts.Identity, UUID> wanted = new HashMap<>();
        for (int i = 0; i < people.size(); i++) {
            UUID id = accounts.get(i).id();
            for (VouchedAccounts.Identity identity : people.get(i).identities()) {
                UUID other = wanted.putIfAbsent(identity, id);
                if (other != null && !other.equals(id)) {
                    return false;
                }
            }
        }
        List<VouchedAccounts.Identity> sorted = wanted.keySet().stream()
                .sorted(Comparator.comparing(VouchedAccounts.Identity::provider)
                        .thenComparing(VouchedAccounts.Identity::uniqueId))
                .toList();
        return table.identify(sorted, wanted, authority);
    }

    private void record(UUID clientRowId, List<UUID> written, Set<UUID> made) {
        List<AuditEvent> events = new ArrayList<>();
        for (UUID each : written) {
            String kind = made.contains(each) ? "member.made_by_authority" : "member.changed_by_authority";
            events.add(AuditEvent.of(kind).to(each).client(clientRowId));
        }
        if (written.stream().anyMatch(made::contains)) {
            disk.requireRoom();
        }
        acts.record(events);
    }
}
