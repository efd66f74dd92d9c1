package vouchsafe.accounts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.db.Disk;
import vouchsafe.db.UuidV7;

/**
 * Accounts that a third party makes for its own people. They have no password here and share no name or address with the
 * accounts of this server: each authority has its own.
 */
public final class VouchedAccounts {
    private final JdbcClient sql;
    private final Members members;
    private final DurableActs acts;
    private final Disk disk;

    VouchedAccounts(JdbcClient sql, Members members, DurableActs acts, Disk disk) {
        this.sql = sql;
        this.members = members;
        this.acts = acts;
        this.disk = disk;
    }

    /** An identity provider's id of a person. */
    public record Identity(String provider, String uniqueId) {}

    /** An account as the third party describes it; checked already. */
    public record Description(String username, String email, String displayName, List<Identity> identities) {}

    /** The outcome of making or changing an account. */
    public sealed interface Result {
        record Done(Member member) implements Result {}

        /** Other accounts have values that were asked for. */
        record Taken(List<Conflict> conflicts) implements Result {}
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
    public Result create(UUID clientRowId, String authority, Description person) {
        disk.requireRoom();
        List<Conflict> conflicts = conflicts(authority, person);
        if (!conflicts.isEmpty()) {
            return new Result.Taken(conflicts);
        }
        try {
            return acts.call(() -> {
                UUID id = insert(authority, person);
                for (Identity each : person.identities()) {
                    insert(id, authority, each);
                }
                acts.record(AuditEvent.of("member.made_by_authority").to(id).client(clientRowId));
                return new Result.Done(read(id));
            });
        } catch (DuplicateKeyException takenMeanwhile) {
            return new Result.Taken(List.of(new Conflict.Unnamed(person.username())));
        }
    }

    /** Changes address and name; an empty one stays as it is. */
    public Result update(UUID clientRowId, Member member, Optional<String> email, Optional<String> displayName) {
        try {
            return acts.call(() -> {
                sql.sql("UPDATE members SET email = :email, name = :name WHERE id = :id")
                        .param("email", email.orElse(member.email()))
                        .param("name", displayName.orElse(member.name()))
                        .param("id", member.id())
                        .update();
                acts.record(AuditEvent.of("member.changed_by_authority")
                        .to(member.id())
                        .client(clientRowId));
                return new Result.Done(read(member.id()));
            });
        } catch (DuplicateKeyException taken) {
            return new Result.Taken(List.of(new Conflict.Email(email.orElse(""))));
        }
    }

    private List<Conflict> conflicts(String authority, Description person) {
        List<Conflict> conflicts = new ArrayList<>();
        if (!person.email().isEmpty() && emailTaken(authority, person.email())) {
            conflicts.add(new Conflict.Email(person.email()));
        }
        if (members.byUsername(person.username(), authority).isPresent()) {
            conflicts.add(new Conflict.Username(person.username()));
        }
        for (Identity each : person.identities()) {
            if (identityTaken(authority, each)) {
                conflicts.add(new Conflict.IdentityOf(each));
            }
        }
        return conflicts;
    }

    private boolean emailTaken(String authority, String email) {
        return sql.sql("SELECT EXISTS (SELECT 1 FROM members WHERE authority = :authority AND lower(email) ="
                        + " lower(:email))")
                .param("authority", authority)
                .param("email", email)
                .query(Boolean.class)
                .single();
    }

    private boolean identityTaken(String authority, Identity identity) {
        return sql.sql("""
            SELECT EXISTS (SELECT 1 FROM member_identities
                WHERE authority = :authority AND provider = :provider AND provider_unique_id = :unique)
            """)
                .param("authority", authority)
                .param("provider", identity.provider())
                .param("unique", identity.uniqueId())
                .query(Boolean.class)
                .single();
    }

    private UUID insert(String authority, Description person) {
        UUID id = UuidV7.next();
        sql.sql("""
            INSERT INTO members (id, username, name, email, status, created_at, authority)
            VALUES (:id, :username, :name, :email, 'active', :now, :authority)
            """)
                .param("id", id)
                .param("username", person.username())
                .param("name", person.displayName())
                .param("email", person.email())
                .param("now", acts.now())
                .param("authority", authority)
                .update();
        return id;
    }

    private void insert(UUID memberId, String authority, Identity identity) {
        sql.sql("""
            INSERT INTO member_identities (member_id, authority, provider, provider_unique_id)
            VALUES (:member, :authority, :provider, :unique)
            """)
                .param("member", memberId)
                .param("authority", authority)
                .param("provider", identity.provider())
                .param("unique", identity.uniqueId())
                .update();
    }

    private Member read(UUID id) {
        return sql.sql(Members.SELECT + "WHERE id = :id")
                .param("id", id)
                .query(Members.MEMBER)
                .single();
    }
}
