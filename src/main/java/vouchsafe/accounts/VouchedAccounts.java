package vouchsafe.accounts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.db.Disk;
import vouchsafe.db.UuidV7;

/**
 * Accounts that a site's server makes for its people. Those of a third party have no password here and share no name or
 * address with the accounts of this server: each authority has its own. Those of this server's own authority, which is
 * null here, are members like all others: their address counts as unconfirmed until they set a password by the mail that
 * is sent there, and from then on they alone change it.
 */
public final class VouchedAccounts {
    private final VouchedTable table;
    private final Members members;
    private final MailLinks links;
    private final Standings standings;
    private final DurableActs acts;
    private final Disk disk;

    VouchedAccounts(
            VouchedTable table, Members members, MailLinks links, Standings standings, DurableActs acts, Disk disk) {
        this.table = table;
        this.members = members;
        this.links = links;
        this.standings = standings;
        this.acts = acts;
        this.disk = disk;
    }

    /** An identity provider's id of a person. */
    public record Identity(String provider, String uniqueId) {}

    /** An account as its site describes it; checked already. */
    public record Description(String username, String email, String displayName, List<Identity> identities) {}

    /** The outcome of making or changing an account. */
    public sealed interface Result {
        record Done(Member member) implements Result {}

        /** Other accounts have values that were asked for. */
        record Taken(List<Conflict> conflicts) implements Result {}

        /** The member has a password here and changes the address themselves. */
        record AddressOfTheMember() implements Result {}

        /** The account was suspended or erased meanwhile. */
        record NotInUse() implements Result {}
    }

    /** A value that another account has. */
    public sealed interface Conflict {
        record Email(String email) implements Conflict {}

        record Username(String username) implements Conflict {}

        record IdentityOf(Identity identity) implements Conflict {}

        /** One of the values of the account with this username, taken while it was being made. */
        record Unnamed(String username) implements Conflict {}
    }

    /** Makes an account of this authority, in use at once. */
    public Result create(UUID clientRowId, @Nullable String authority, Description person) {
        disk.requireRoom();
        List<Conflict> conflicts = conflicts(authority, person);
        if (!conflicts.isEmpty()) {
            return new Result.Taken(conflicts);
        }
        try {
            return acts.call(() -> {
                UUID id = UuidV7.next();
                table.insert(id, authority, person, acts.now());
                acts.record(AuditEvent.of("member.made_by_authority").to(id).client(clientRowId));
                return new Result.Done(table.read(id));
            });
        } catch (DuplicateKeyException takenMeanwhile) {
            return new Result.Taken(List.of(new Conflict.Unnamed(person.username())));
        }
    }

    /** Changes address and name; an empty one stays as it is. */
    public Result update(UUID clientRowId, Member member, Optional<String> email, Optional<String> displayName) {
        Optional<String> moved = email.filter(wanted -> !wanted.equalsIgnoreCase(member.email()));
        if (moved.filter(wanted -> table.emailTaken(member.authority(), wanted)).isPresent()) {
            return new Result.Taken(List.of(new Conflict.Email(moved.get())));
        }
        try {
            return acts.callOrUndo(undo -> {
                if (!table.rename(member.id(), displayName.orElse(member.name()))) {
                    return new Result.NotInUse();
                }
                if (moved.isPresent()) {
                    if (!table.move(member.id(), moved.get())) {
                        undo.run();
                        return new Result.AddressOfTheMember();
                    }
                    standings.changed(member.id());
                    // A link on its way to the old mailbox must not open the account.
                    links.revokeAll(member.id());
                }
                members.changed(member.id());
                acts.record(AuditEvent.of("member.changed_by_authority")
                        .to(member.id())
                        .client(clientRowId));
                return new Result.Done(table.read(member.id()));
            });
        } catch (DuplicateKeyException taken) {
            return new Result.Taken(List.of(new Conflict.Email(email.orElse(""))));
        }
    }

    private List<Conflict> conflicts(@Nullable String authority, Description person) {
        List<Conflict> conflicts = new ArrayList<>();
        if (!person.email().isEmpty() && table.emailTaken(authority, person.email())) {
            conflicts.add(new Conflict.Email(person.email()));
        }
        // Here, unlike elsewhere, a name stays with the person who had it.
        boolean nameTaken = authority == null
                ? members.usernameTaken(person.username())
                : members.byUsername(person.username(), authority).isPresent();
        if (nameTaken) {
            conflicts.add(new Conflict.Username(person.username()));
        }
        for (Identity each : person.identities()) {
            if (table.identityTaken(authority, each)) {
                conflicts.add(new Conflict.IdentityOf(each));
            }
        }
        return conflicts;
    }
}
