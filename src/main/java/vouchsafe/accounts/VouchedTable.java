package vouchsafe.accounts;

import java.sql.Types;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of accounts that a server makes for its people. An authority of null is this server's own. */
final class VouchedTable {
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

    Member read(UUID id) {
        return sql.sql(Members.SELECT + "WHERE id = :id")
                .param("id", id)
                .query(Members.MEMBER)
                .single();
    }
}
