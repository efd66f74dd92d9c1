package vouchsafe.accounts;

import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.RecordRows;
import vouchsafe.db.RowCache;
import vouchsafe.db.SqlArrays;
import vouchsafe.db.UuidV7;

/** The members, found by id, or by name or address in any case. */
public final class Members {
    static final String COLUMNS =
            "id, username, name, email, email_verified_at IS NOT NULL AS email_verified, administrator, reviewer,"
                    + " status, created_at, authority, credentials_stamp AS stamp";

    static final RowMapper<Member> MEMBER = RecordRows.of(Member.class);

    private static final RowMapper<Candidate> CANDIDATE = RecordRows.of(Candidate.class);

    static final String SELECT = "SELECT " + COLUMNS + " FROM members ";
    private static final String SELECT_WITH_HASH = "SELECT " + COLUMNS + ", password_hash FROM members ";

    private final JdbcClient sql;
    private final InstantSource clock;
    private final Passwords passwords;
    private final RowCache<Member> rows;

    Members(JdbcClient sql, InstantSource clock, Passwords passwords, RowCache<Member> rows) {
        this.sql = sql;
        this.clock = clock;
        this.passwords = passwords;
        this.rows = rows;
    }

    /** The member with this row id, from memory, true to within the time a change takes to arrive. */
    public Optional<Member> find(UUID id) {
        return rows.get(id);
    }

    /** These members by row id, in one statement at most; unknown ids are left out. */
    public Map<UUID, Member> find(Collection<UUID> ids) {
        return rows.all(ids);
    }

    /** To be called in the transaction that changes what a member's row says. */
    void changed(UUID id) {
        rows.forgetAtCommit(id);
    }

    static List<Member> read(JdbcClient sql, List<UUID> ids) {
        return sql.sql(SELECT + "WHERE id = " + SqlArrays.UUIDS)
                .param("ids", ids.toArray(UUID[]::new))
                .query(MEMBER)
                .list();
    }

    /** The usernames of these members, in one statement at most; those who deleted their account have none. */
    public Map<UUID, String> usernames(Collection<UUID> ids) {
        Map<UUID, String> usernames = new HashMap<>();
        find(ids).forEach((id, member) -> {
            if (member.status() != Member.Status.DELETED) {
                usernames.put(id, member.username());
            }
        });
        return usernames;
    }

    /** The member of this server with this name; case and dots make no difference. */
    public Optional<Member> byUsername(String username) {
        return byUsername(username, null);
    }

    /** The member whom this authority calls by this name; case and dots make no difference. Null for this server. */
    public Optional<Member> byUsername(String username, @Nullable String authority) {
        if (nobodys(username)) {
            return Optional.empty();
        }
        return sql.sql(SELECT + """
            WHERE lower(replace(username, '.', '')) = :key AND authority IS NOT DISTINCT FROM :authority::text
            """)
                .param("key", UserId.key(username))
                .param("authority", authority)
                .query(MEMBER)
                .optional();
    }

    /** The ids of the members whom this authority calls by these names, however written; unknown names are left out. */
    public List<UUID> idsByUsername(Collection<String> usernames, @Nullable String authority) {
        String[] keys = usernames.stream().map(UserId::key).toArray(String[]::new);
        return sql.sql("SELECT id FROM members WHERE lower(replace(username, '.', '')) = ANY(:keys)"
                        + " AND authority IS NOT DISTINCT FROM :authority::text")
                .param("keys", keys)
                .param("authority", authority, Types.VARCHAR)
                .query(UUID.class)
                .list();
    }

    /** These members whose accounts are in use, in one statement; names that nobody has are left out. */
    public Map<UserId, UUID> named(Collection<UserId> ids, Authority own) {
        Map<UserId, UUID> found = new HashMap<>();
        if (ids.isEmpty()) {
            return found;
        }
        List<Member> all = sql.sql(SELECT + """
            WHERE lower(replace(username, '.', '')) = ANY(:keys) AND status = 'active'
            """)
                .param("keys", ids.stream().map(id -> UserId.key(id.username())).toArray(String[]::new))
                .query(MEMBER)
                .list();
        Map<UserId, UUID> byPlainName = new HashMap<>();
        all.forEach(member -> byPlainName.put(UserId.of(member, own).plain(), member.id()));
        for (UserId id : ids) {
            UUID member = byPlainName.get(id.plain());
            if (member != null) {
                found.put(id, member);
            }
        }
        return found;
    }

    /** Whether a member has this name, or had it before deleting the account. */
    boolean usernameTaken(String username) {
        return sql.sql("SELECT EXISTS (SELECT 1 FROM members WHERE lower(username) IN (lower(:username), :retired)"
                        + " AND authority IS NULL)")
                .param("username", username)
                .param("retired", AccountRules.retired(username))
                .query(Boolean.class)
                .single();
    }

    /**
     * The member with this address: the one who verified it, or else the first who claims it. The answer is good for
     * sending mail to that address and nothing more.
     */
    public Optional<Member> byEmail(String written) {
        String email = WrittenAddress.ascii(written);
        if (nobodys(email)) {
            return Optional.empty();
        }
        return sql.sql(SELECT + """
            WHERE lower(email) = lower(:email) AND status <> 'deleted' AND authority IS NULL
            ORDER BY email_verified_at IS NULL, id
            LIMIT 1
            """).param("email", email).query(MEMBER).optional();
    }

    /** Whether there is an administrator, in use or not. */
    public boolean hasAdministrator() {
        return sql.sql("SELECT EXISTS (SELECT FROM members WHERE administrator)")
                .query(Boolean.class)
                .single();
    }

    /** Everyone who may decide about projects, administrators included. */
    public List<Member> reviewers() {
        return sql.sql(SELECT + "WHERE status = 'active' AND (reviewer OR administrator) ORDER BY id")
                .query(MEMBER)
                .list();
    }

    /**
     * Makes an account.
     *
     * @throws org.springframework.dao.DuplicateKeyException if the name is taken, or the verified address is
     */
    public Member create(NewMember person) {
        return create(person, passwords.hash(person.password()));
    }

    /** Makes an account from a hash made before the transaction began, so that no connection waits for Argon2. */
    Member create(NewMember person, String passwordHash) {
        Instant now = clock.instant();
        UUID id = UuidV7.next();
        return sql.sql("""
            INSERT INTO members (id, username, name, email, email_verified_at, password_hash, administrator,
                                 reviewer, status, created_at)
            VALUES (:id, :username, :name, :email, :verified, :hash, :administrator, :administrator, 'active', :now)
            RETURNING
            """ + COLUMNS)
                .param("id", id)
                .param("username", person.username())
                .param("name", person.name())
                .param("email", person.email())
                .param("verified", person.emailVerified() ? now : null)
                .param("hash", passwordHash)
                .param("administrator", person.administrator())
                .param("now", now)
                .query(MEMBER)
                .single();
    }

    /** A member with the hash that their password is checked against. */
    record Candidate(Member member, @Nullable String passwordHash) {}

    /**
     * The members who may be meant by a name typed at sign-in. For an address that is the member who verified it; while
     * it is unverified, the latest few who claim it.
     */
    List<Candidate> candidates(String typed) {
        String login = WrittenAddress.ascii(typed);
        if (nobodys(login)) {
            return List.of();
        }
        if (!login.contains("@")) {
            return sql.sql(SELECT_WITH_HASH + "WHERE lower(username) = lower(:login) AND status <> 'deleted'"
                            + " AND authority IS NULL")
                    .param("login", login)
                    .query(CANDIDATE)
                    .list();
        }
        List<Candidate> claimants = sql.sql(SELECT_WITH_HASH + """
            WHERE lower(email) = lower(:login) AND status <> 'deleted' AND authority IS NULL
            ORDER BY email_verified_at IS NULL, id DESC
            LIMIT 3
            """)
                .param("login", login)
                .query(CANDIDATE)
                .list();
        boolean owned = !claimants.isEmpty() && claimants.getFirst().member().emailVerified();
        return owned ? claimants.subList(0, 1) : claimants;
    }

    /** A name that no account can have: all are ASCII. It is not looked for, however much of it there is; PostgreSQL would not take a NUL. */
    private static boolean nobodys(String name) {
        return name.length() > AccountRules.EMAIL_LENGTH
                || name.chars().anyMatch(each -> Character.isISOControl(each) || each >= 0x80);
    }

    /** The member who has verified this address. */
    Optional<Member> verifiedOwner(String email) {
        return byEmail(email).filter(Member::emailVerified);
    }

    /** Stores a new password hash. The caller holds the row, having ended what begins under the old one. */
    void replacePasswordHash(UUID id, String passwordHash) {
        sql.sql("UPDATE members SET password_hash = :hash WHERE id = :id AND status = 'active'")
                .param("hash", passwordHash)
                .param("id", id)
                .update();
    }

    /** Puts another hash of the same password in the place of the one it was found to match; nothing ends by it. */
    void renewPasswordHash(Candidate matched, String passwordHash) {
        sql.sql("UPDATE members SET password_hash = :hash WHERE id = :id AND password_hash = :before")
                .param("hash", passwordHash)
                .param("id", matched.member().id())
                .param("before", matched.passwordHash())
                .update();
    }

    /**
     * Stores an address its owner has just shown to read. The caller holds the row, having ended what begins under the old
     * one: a link that is on its way to the old mailbox must not open the account.
     *
     * @throws org.springframework.dao.DuplicateKeyException if another member has verified it meanwhile
     */
    void storeVerifiedEmail(UUID id, String email) {
        sql.sql("UPDATE members SET email = :email, email_verified_at = :now WHERE id = :id" + " AND status = 'active'")
                .param("email", email)
                .param("now", clock.instant())
                .param("id", id)
                .update();
        changed(id);
    }
}
