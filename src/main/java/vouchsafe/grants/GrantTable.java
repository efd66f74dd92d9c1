package vouchsafe.grants;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.crypto.RandomText;
import vouchsafe.db.LockedRows;
import vouchsafe.db.RecordRows;
import vouchsafe.db.SqlArrays;
import vouchsafe.db.UuidV7;

/** The SQL of grants. */
final class GrantTable {
    /** Between whom a grant is; there is one at most. */
    record Parties(UUID clientRowId, UUID memberId) {}

    private static final int SUBJECT_DIGITS = 8;
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    /** A filter and no join, so that rows come in the order of the index: who deleted the account has no active grant. */
    private static final String ACTIVE = """
         WHERE g.client_id = :client AND g.status = 'active' AND g.member_id NOT IN (SELECT id FROM suspended_members)
        """;

    private static final String COLUMNS = "*, status = 'active' AS active";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM grants ";

    private static final RowMapper<Grant> GRANT = RecordRows.of(Grant.class);

    private final JdbcClient sql;

    GrantTable(JdbcClient sql) {
        this.sql = sql;
    }

    Optional<Grant> read(UUID id) {
        return sql.sql(SELECT + "WHERE id = :id").param("id", id).query(GRANT).optional();
    }

    List<Grant> read(List<UUID> ids) {
        return sql.sql(SELECT + "WHERE id = " + SqlArrays.UUIDS)
                .param("ids", ids.toArray(UUID[]::new))
                .query(GRANT)
                .list();
    }

    /** The grants between these clients and members. */
    List<Grant> between(List<Parties> parties) {
        return sql.sql(SELECT + """
            WHERE (client_id, member_id) IN (SELECT * FROM unnest((SELECT :clients), (SELECT :members)))
            """)
                .param("clients", parties.stream().map(Parties::clientRowId).toArray(UUID[]::new))
                .param("members", parties.stream().map(Parties::memberId).toArray(UUID[]::new))
                .query(GRANT)
                .list();
    }

    Optional<Grant> readBySubject(UUID clientRowId, String subject) {
        return sql.sql(SELECT + "WHERE subject = :subject AND client_id = :client")
                .param("client", clientRowId)
                .param("subject", subject)
                .query(GRANT)
                .optional();
    }

    List<Grant> ofMember(UUID memberId) {
        return sql.sql(SELECT + "WHERE member_id = :member ORDER BY id DESC")
                .param("member", memberId)
                .query(GRANT)
                .list();
    }

    boolean hold(UUID id) {
        return sql.sql("SELECT 1 FROM grants WHERE id = :id AND status = 'active' FOR SHARE")
                .param("id", id)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    void lockOfMember(UUID memberId) {
        sql.sql("SELECT 1 FROM grants WHERE member_id = :member ORDER BY id FOR UPDATE")
                .param("member", memberId)
                .query(Integer.class)
                .list();
    }

    List<Grant> withdrawn(UUID clientRowId, Optional<Grant> after, int most) {
        return sql.sql(SELECT + """
            WHERE client_id = :client AND status = 'withdrawn' AND (withdrawn_at, id) < (:at, :id)
            ORDER BY withdrawn_at DESC, id DESC LIMIT :most
            """)
                .param("client", clientRowId)
                .param("at", after.map(Grant::withdrawnAt).orElse(END_OF_TIME))
                .param("id", after.map(Grant::id).orElse(new UUID(-1, -1)))
                .param("most", most)
                .query(GRANT)
                .list();
    }

    List<Grant> members(UUID clientRowId, GrantFilter filter, Optional<UUID> before, int most) {
        return sql.sql(SELECT + "g" + ACTIVE + """
            AND g.id < :before AND starts_with(g.subject, :subject) AND g.created_at >= :from AND g.created_at < :until
            AND CASE :allowed WHEN 'MESSAGES' THEN g.messages_allowed WHEN 'NO_MESSAGES' THEN NOT g.messages_allowed
                WHEN 'USERNAME' THEN g.username_shared ELSE true END
            ORDER BY g.id DESC LIMIT :most
            """)
                .param("client", clientRowId)
                .param("before", before.orElse(new UUID(-1, -1)))
                .param("subject", filter.subject())
                .param("from", filter.from())
                .param("until", filter.until())
                .param("allowed", filter.allowed().name())
                .param("most", most)
                .query(GRANT)
                .list();
    }

    long activeCount(UUID clientRowId) {
        return sql.sql("SELECT count(*) FROM grants WHERE client_id = :client AND status = 'active'")
                .param("client", clientRowId)
                .query(Long.class)
                .single();
    }

    /** Those of everyone who shares now, after this id and so many more. */
    List<Grant> sharing(UUID clientRowId, UUID after, long offset, int most) {
        return sql.sql(SELECT + "g" + ACTIVE + "AND g.id > :after ORDER BY g.id LIMIT :most OFFSET :offset")
                .param("client", clientRowId)
                .param("after", after)
                .param("most", most)
                .param("offset", offset)
                .query(GRANT)
                .list();
    }

    /** How many active grants of this client do not count, since their members are suspended. */
    long suspended(UUID clientRowId) {
        return sql.sql("""
            SELECT count(*) FROM suspended_members m JOIN grants g ON g.member_id = m.id
            WHERE g.client_id = :client AND g.status = 'active'
            """).param("client", clientRowId).query(Long.class).single();
    }

    List<Grant> numbered(UUID clientRowId, List<String> subjects, long offset, int most) {
        return sql.sql(SELECT + "g" + ACTIVE
                        + "AND g.subject = ANY (:subjects) ORDER BY g.id LIMIT :most OFFSET :offset")
                .param("client", clientRowId)
                .param("subjects", subjects.toArray(String[]::new))
                .param("most", most)
                .param("offset", offset)
                .query(GRANT)
                .list();
    }

    long numberedCount(UUID clientRowId, List<String> subjects) {
        return sql.sql("SELECT count(*) FROM grants g" + ACTIVE + "AND g.subject = ANY (:subjects)")
                .param("client", clientRowId)
                .param("subjects", subjects.toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    /** Agrees again on the row that is there; empty where the member never met this client. */
    Optional<Grant> reactivate(UUID clientRowId, UUID memberId, Permissions permissions, boolean hidden, Instant now) {
        return sql.sql("""
            UPDATE grants SET status = 'active', version = :version, scopes = :scopes, sources = :sources,
                all_sources = :allSources, username_shared = :username, messages_allowed = :messages,
                hidden = :hidden, authorized_at = :now, withdrawn_at = NULL, withdrawn_by = NULL,
                erasure_requested_at = NULL, erasure_confirmed_at = NULL, erasure_reminded_at = NULL
            WHERE client_id = :client AND member_id = :member
            RETURNING
            """ + COLUMNS)
                .params(GrantParameters.of(permissions, hidden, now))
                .param("client", clientRowId)
                .param("member", memberId)
                .query(GRANT)
                .optional();
    }

    /**
     * First meeting of member and client. Empty where another transaction made the row, or took the number, meanwhile:
     * then look again.
     */
    Optional<Grant> insert(UUID clientRowId, UUID memberId, Permissions permissions, boolean hidden, Instant now) {
        return sql.sql("""
            INSERT INTO grants (id, client_id, member_id, subject, status, version, scopes, sources, all_sources,
                username_shared, messages_allowed, hidden, created_at, authorized_at)
            VALUES (:id, :client, :member, :subject, 'active', :version, :scopes, :sources, :allSources,
                :username, :messages, :hidden, :now, :now)
            ON CONFLICT DO NOTHING
            RETURNING
            """ + COLUMNS)
                .params(GrantParameters.of(permissions, hidden, now))
                .param("id", UuidV7.next())
                .param("client", clientRowId)
                .param("member", memberId)
                .param("subject", RandomText.digits(SUBJECT_DIGITS))
                .query(GRANT)
                .optional();
    }

    /** Ends an active grant; empty where it was not active. */
    Optional<Grant> withdraw(UUID id, EndedBy by, boolean erasureRequested, Instant now) {
        return sql.sql("""
            UPDATE grants SET status = 'withdrawn', withdrawn_at = :now, withdrawn_by = :by,
                erasure_requested_at = :erasure
            WHERE id = :id AND status = 'active'
            RETURNING
            """ + COLUMNS)
                .param("id", id)
                .param("by", by.word())
                .param("now", now)
                .param("erasure", erasureRequested ? now : null)
                .query(GRANT)
                .optional();
    }

    /** Notes that the member's data was erased; empty where no erasure is awaited. */
    Optional<Grant> confirmErasure(UUID id, Instant now) {
        return sql.sql("""
            UPDATE grants SET erasure_confirmed_at = :now
            WHERE id = :id AND status = 'withdrawn' AND erasure_requested_at IS NOT NULL
                AND erasure_confirmed_at IS NULL
            RETURNING
            """ + COLUMNS)
                .param("id", id)
                .param("now", now)
                .query(GRANT)
                .optional();
    }

    /** Marks as reminded, and returns, what is overdue and was not reminded of lately. */
    List<Grant> remind(Instant requestedBefore, Instant remindedBefore, int most, Instant now) {
        return sql.sql("""
            UPDATE grants SET erasure_reminded_at = :now WHERE id IN (
                SELECT id FROM grants
                WHERE erasure_requested_at < :requestedBefore AND erasure_confirmed_at IS NULL
                    AND (erasure_reminded_at IS NULL OR erasure_reminded_at < :remindedBefore)
                ORDER BY erasure_requested_at LIMIT :most FOR UPDATE SKIP LOCKED)
            RETURNING
            """ + COLUMNS)
                .param("now", now)
                .param("requestedBefore", requestedBefore)
                .param("remindedBefore", remindedBefore)
                .param("most", most)
                .query(GRANT)
                .list();
    }

    List<Grant> active(UUID clientRowId, Optional<UUID> after, int most) {
        return sql.sql(SELECT + """
            WHERE client_id = :client AND status = 'active' AND id > :after
            ORDER BY id LIMIT :most
            """)
                .param("client", clientRowId)
                .param("after", after.orElse(new UUID(0, 0)))
                .param("most", most)
                .query(GRANT)
                .list();
    }

    Optional<Grant> hide(UUID id, boolean hidden) {
        return sql.sql("UPDATE grants SET hidden = :hidden WHERE id = :id AND hidden <> :hidden RETURNING " + COLUMNS)
                .param("id", id)
                .param("hidden", hidden)
                .query(GRANT)
                .optional();
    }

    /**
     * Notes that these were read now, where the last note is older than that, and says which were looked at: not those that
     * were skipped. Rows are taken in one order, so that two listings at once cannot wait for each other in a circle.
     */
    Set<UUID> noteRead(List<UUID> ids, Instant now, Instant olderThan, LockedRows locked) {
        return sql.sql("""
            WITH free AS (
                SELECT id, last_read_at FROM grants WHERE id = ANY ((SELECT :ids)::uuid[]) ORDER BY id FOR NO KEY UPDATE%s),
            noted AS (
                UPDATE grants g SET last_read_at = :now FROM free
                WHERE g.id = free.id AND (free.last_read_at IS NULL OR free.last_read_at <= :before))
            SELECT id FROM free
            """.formatted(locked.clause()))
                .param("ids", ids.toArray(UUID[]::new))
                .param("now", now)
                .param("before", olderThan)
                .query(UUID.class)
                .set();
    }
}
