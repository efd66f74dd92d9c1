package vouchsafe.hypothesis.bulk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.UserId;
import vouchsafe.accounts.VouchedAccounts;
import vouchsafe.annotations.ProvisioningOrder;
import vouchsafe.hypothesis.ApiCaller;
import vouchsafe.hypothesis.ApiCallers;
import vouchsafe.web.api.ApiRefusal;

/**
 * The instructions of one call, in their order: first what they are, then all of one kind after all of another, as many as
 * was said, each about something that was mentioned before.
 */
final class Instructions {
    private final ApiCaller.ForClient client;
    private final ApiCallers callers;

    private final List<VouchedAccounts.Description> people = new ArrayList<>();
    private final List<ProvisioningOrder.NamedGroup> groups = new ArrayList<>();
    private final List<ProvisioningOrder.Seat> seats = new ArrayList<>();
    private final Set<String> usernames = new HashSet<>();
    private final Set<String> providedIds = new HashSet<>();
    private final Map<String, Integer> knownPeople = new HashMap<>();
    private final Map<String, Integer> knownGroups = new HashMap<>();
    private final List<Kind> kinds = new ArrayList<>();

    private Instruction.@Nullable Configure configuration;
    private @Nullable UUID creatorId;
    private int count;

    /** The kinds of things that instructions are about. */
    enum Kind {
        USER,
        GROUP,
        GROUP_MEMBERSHIP
    }

    Instructions(ApiCaller.ForClient client, ApiCallers callers) {
        this.client = client;
        this.callers = callers;
    }

    void add(Instruction instruction) throws ApiRefusal {
        count++;
        Instruction.Configure known = configuration;
        if (known != null && count > known.total()) {
            throw BulkRefusals.notSo(
                    "More instructions (" + count + ") received than declared (" + known.total() + ")");
        }
        switch (instruction) {
            case Instruction.Configure configure -> configure(configure);
            case Instruction.About about -> {
                if (known == null) {
                    throw BulkRefusals.outOfOrder("Not configured yet");
                }
                about(about, known);
            }
        }
    }

    private void configure(Instruction.Configure wanted) throws ApiRefusal {
        if (configuration != null) {
            throw BulkRefusals.outOfOrder("Cannot currently re-configure jobs");
        }
        Optional<UserId> user = UserId.parse(wanted.effectiveUser());
        if (user.isEmpty() || !user.get().authority().equals(client.authority())) {
            throw BulkRefusals.notSo(
                    "The effective user '" + wanted.effectiveUser() + "' does not match the expected authority");
        }
        creatorId = callers.member(user.get())
                .map(Member::id)
                .orElseThrow(
                        () -> BulkRefusals.notSo("No user found for effective user: '" + wanted.effectiveUser() + "'"));
        configuration = wanted;
    }

    private void about(Instruction.About about, Instruction.Configure known) throws ApiRefusal {
        switch (about) {
            case Instruction.User user -> {
                follow(Kind.USER);
                add(user, known.mergesUsers());
            }
            case Instruction.Group group -> {
                follow(Kind.GROUP);
                add(group, known.mergesGroups());
            }
            case Instruction.Membership membership -> {
                follow(Kind.GROUP_MEMBERSHIP);
                add(membership);
            }
        }
    }

    private void follow(Kind kind) throws ApiRefusal {
        if (kinds.isEmpty() || kinds.getLast() != kind) {
            if (kinds.contains(kind)) {
                throw BulkRefusals.outOfOrder("Cannot return to old task");
            }
            kinds.add(kind);
        }
    }

    private void add(Instruction.User user, boolean merges) throws ApiRefusal {
        requireOwn(settled(user.authority(), merges));
        String username = settled(user.username(), merges);
        if (!usernames.add(UserId.key(username))) {
            throw BulkRefusals.conflicting("Attempted to create two users with the same authority and username");
        }
        if (!user.anchor().isEmpty()) {
            knownPeople.put(user.anchor(), people.size());
        }
        people.add(new VouchedAccounts.Description(username, "", user.displayName(), user.identities()));
    }

    private void add(Instruction.Group group, boolean merges) throws ApiRefusal {
        requireOwn(settled(group.authority(), merges));
        String providedId = settled(group.providedId(), merges);
        if (!providedIds.add(providedId)) {
            throw BulkRefusals.conflicting("Attempted to create two groups with the same authority and id");
        }
        if (!group.anchor().isEmpty()) {
            knownGroups.put(group.anchor(), groups.size());
        }
        groups.add(new ProvisioningOrder.NamedGroup(providedId, group.name()));
    }

    private void add(Instruction.Membership membership) throws ApiRefusal {
        if (membership.user().isEmpty() || membership.group().isEmpty()) {
            throw BulkRefusals.conflicting(
                    "Cannot insert group membership as either the user or group specified does not exist");
        }
        seats.add(new ProvisioningOrder.Seat(
                place(knownPeople, "user", membership.user().get()),
                place(knownGroups, "group", membership.group().get())));
    }

    private static int place(Map<String, Integer> known, String kind, String reference) throws ApiRefusal {
        Integer place = known.get(reference);
        if (place == null) {
            throw BulkRefusals.noReference(kind, reference);
        }
        return place;
    }

    /** The value of a key: what is sought, which the attributes may repeat, and must where nothing is merged. */
    private static String settled(Instruction.Key key, boolean merges) throws ApiRefusal {
        String sought = key.sought()
                .orElseThrow(() -> BulkRefusals.unsupported(
                        "Upserting without the query field '" + key.name() + "' is not supported"));
        Optional<String> given = merges ? key.given().or(key::sought) : key.given();
        if (!given.equals(key.sought())) {
            throw BulkRefusals.unsupported("Upserting different values to the query is not supported. Different value"
                    + " found in key '" + key.name() + "'");
        }
        return sought;
    }

    private void requireOwn(String authority) throws ApiRefusal {
        if (!authority.equals(client.authority())) {
            throw BulkRefusals.notSo("The authority '" + authority + "' does not match the expected authority");
        }
    }

    /** All of them, once they are complete. */
    ProvisioningOrder order() throws ApiRefusal {
        if (count == 0) {
            throw BulkRefusals.outOfOrder("No instructions received");
        }
        Instruction.Configure known = configuration;
        UUID creator = creatorId;
        if (known == null || creator == null) {
            throw BulkRefusals.outOfOrder("Not configured yet");
        }
        if (count != known.total()) {
            throw BulkRefusals.notSo("Expected more instructions. Found " + count + " expected " + known.total());
        }
        return new ProvisioningOrder(client.client().id(), client.client().authority(), creator, people, groups, seats);
    }

    /** Whether the answer names what was done. */
    boolean listed() {
        return configuration != null && configuration.listed();
    }

    /** The kinds of things, in the order of their instructions. */
    List<Kind> kinds() {
        return kinds;
    }
}
