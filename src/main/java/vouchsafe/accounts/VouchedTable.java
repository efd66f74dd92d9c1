package vouchsafe.accounts;

import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.RecordRows;

/** The SQL of accounts that a server makes for its people. An authority of null is this server's own. */
final class VouchedTable {
    private static final RowMapper<BulkAccounts.Row> ROW = RecordRows.of(BulkAccounts.Row.class);

    private final JdbcClient sql;

    VouchedTable(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Whether another account has this address. Among members of this server that is one who confirmed it, or one that has
     * no password yet: what a stranger claims at sign-up keeps nobody out.
     */
    boolean emailTaken(@Nullable String authority, String email) {
        return sql.sql("""
            SELECT EXISTS (SELECT 1 FROM members
                WHERE lower(email) = lower(:email) AND authority IS NOT DISTINCT FROM :authority::text
                  AND status <> 'deleted'
                  AND (authority IS NOT NULL OR email_verified_at IS NOT NULL OR password_hash IS NULL))
            """)
                .param("authority", authority, Types.VARCHAR)
                .param("email", email)
                .query(Boolean.class)
                .single();
    }

    boolean identityTaken(@Nullable String authority, VouchedAccounts.Identity identity) {
        return sql.sql("""
            SELECT EXISTS (SELECT 1 FROM member_identities
                WHERE authority = :authority AND provider = :provider AND provider_unique_id = :unique)
            """)
                .param("authority", named(authority))
                .param("provider", identity.provider())
                .param("unique", identity.uniqueId())
                .query(Boolean.class)
                .single();
    }

    void insert(UUID id, @Nullable String authority, VouchedAccounts.Description person, Instant now) {
        sql.sql("""
            INSERT INTO members (id, username, name, email, status, created_at, authority)
            VALUES (:id, :username, :name, :email, 'active', :now, :authority)
            """)
                .param("id", id)
                .param("username", person.username())
                .param("name", person.displayName())
                .param("email", person.email())
                .param("now", now)
                .param("authority", authority, Types.VARCHAR)
                .update();
        for (VouchedAccounts.Identity each : person.identities()) {
            sql.sql("""
                INSERT INTO member_identities (member_id, authority, provider, provider_unique_id)
                VALUES (:member, :authority, :provider, :unique)
                """)
                    .param("member", id)
                    .param("authority", named(authority))
                    .param("provider", each.provider())
                    .param("unique", each.uniqueId())
                    .update();
        }
    }

    /** Identities know this server's own members by an empty authority. */
    private static String named(@Nullable String authority) {
        return authority == null ? "" : authority;
    }

    boolean rename(UUID id, String name) {
        return sql.sql("UPDATE members SET name = :name WHERE id = :id AND status = 'active'")
                        .param("id", id)
                        .param("name", name)
                        .update()
                == 1;
    }

    /**
     * Gives the account another address, which nobody has confirmed; what begins under the old one comes to nothing. A
     * member of this server who has a password changes the address themselves.
     */
    boolean move(UUID id, String email) {
        return sql.sql("""
            UPDATE members SET email = :email, email_verified_at = NULL, credentials_stamp = credentials_stamp + 1
            WHERE id = :id AND status = 'active' AND (authority IS NOT NULL OR password_hash IS NULL)
            """).param("id", id).param("email", email).update() == 1;
    }

    /** Which of these stand-ins for names of deleted accounts there are. */
    List<String> retired(Collection<String> standIns) {
        return sql.sql("SELECT username FROM members WHERE lower(username) = ANY(:names) AND authority IS NULL")
                .param("names", standIns.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /**
     * Makes accounts, or gives those that are there another name; the ids of the rows that were written. Rows that need no
     * change are locked all the same, each in its turn.
     */
    List<UUID> upsert(
            List<UUID> ids, List<VouchedAccounts.Description> people, @Nullable String authority, Instant now) {
        return sql.sql("""
            INSERT INTO members (id, username, name, email, status, created_at, authority)
            SELECT wanted.id, wanted.username, wanted.name, '', 'active', :now, :authority::text
            FROM unnest(:ids::uuid[], :usernames::text[], :names::text[]) WITH ORDINALITY AS wanted (id, username, name, place)
            ORDER BY wanted.place
            ON CONFLICT (lower(replace(username, '.', '')), authority) DO UPDATE SET name = excluded.name
            WHERE members.name <> excluded.name AND members.status = 'active'
            RETURNING id
            """)
                .param("ids", ids.toArray(UUID[]::new))
                .param("usernames", texts(people, VouchedAccounts.Description::username))
                .param("names", texts(people, VouchedAccounts.Description::displayName))
                .param("authority", authority, Types.VARCHAR)
                .param("now", now)
                .query(UUID.class)
                .list();
    }

    private static String[] texts(
            List<VouchedAccounts.Description> people, Function<VouchedAccounts.Description, String> text) {
        return people.stream().map(text).toArray(String[]::new);
    }

    /** The accounts of these names, given as {@link UserId#key} writes them. */
    List<BulkAccounts.Row> rows(List<String> keys, @Nullable String authority) {
        return sql.sql("""
            SELECT id, username, status FROM members
            WHERE lower(replace(username, '.', '')) = ANY(:keys) AND authority IS NOT DISTINCT FROM :authority::text
            """)
                .param("keys", keys.toArray(String[]::new))
                .param("authority", authority, Types.VARCHAR)
                .query(ROW)
                .list();
    }

    /** Notes the identities of these members; false where one of them is another's. */
    boolean identify(
            List<VouchedAccounts.Identity> identities,
            Map<VouchedAccounts.Identity, UUID> members,
            @Nullable String authority) {
        String[] providers =
                identities.stream().map(VouchedAccounts.Identity::provider).toArray(String[]::new);
        String[] uniqueIds =
                identities.stream().map(VouchedAccounts.Identity::uniqueId).toArray(String[]::new);
        UUID[] owners = identities.stream().map(members::get).toArray(UUID[]::new);
        sql.sql("""
            INSERT INTO member_identities (member_id, authority, provider, provider_unique_id)
            SELECT wanted.member, :authority, wanted.provider, wanted.unique_id
            FROM unnest(:members::uuid[], :providers::text[], :uniqueIds::text[]) WITH ORDINALITY AS wanted (member, provider, unique_id, place)
            ORDER BY wanted.place
            ON CONFLICT DO NOTHING
            """)
                .param("authority", named(authority))
                .param("members", owners)
                .param("providers", providers)
                .param("uniqueIds", uniqueIds)
                .update();
        return sql.sql("""
            SELECT NOT EXISTS (SELECT 1
                FROM unnest(:members::uuid[], :providers::text[], :uniqueIds::text[]) AS wanted (member, provider, unique_id)
                JOIN member_identities known ON known.authority = :authority AND known.provider = wanted.provider
                    AND known.provider_unique_id = wanted.unique_id
                WHERE known.member_id <> wanted.member)
            """)
                .param("authority", named(authority))
                .param("members", owners)
                .param("providers", providers)
                .param("uniqueIds", uniqueIds)
                .query(Boolean.class)
                .single();
    }

    Member read(UUID id) {
        return sql.sql(Members.SELECT + "WHERE id = :id")
                .param("id", id)
                .query(Members.MEMBER)
                .single();
    }
}
