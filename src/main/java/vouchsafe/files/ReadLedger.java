package vouchsafe.files;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.accounts.Credentials;
import vouchsafe.db.RecordRows;
import vouchsafe.db.UuidV7;
import vouchsafe.grants.Grant;

/**
 * The ledger: who read which file of whom, and when. A row is written before the first byte leaves, and only while
 * reading is allowed: a read that can't be written down does not happen.
 */
public final class ReadLedger {
    private static final UUID LAST = new UUID(-1, -1);

    private static final RowMapper<FileRead> READ = RecordRows.of(FileRead.class);

    private static final RowMapper<ReadSummary> SUMMARY = RecordRows.of(ReadSummary.class);

    private final JdbcClient sql;
    private final InstantSource clock;

    ReadLedger(JdbcClient sql, InstantSource clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** A project reads a file under a grant; false where the grant or the client ended, or the account is not in use. */
    public boolean byProject(DataFile file, Grant grant) {
        return write(file, FileRead.Reader.PROJECT, grant.clientRowId(), grant.id(), null);
    }

    /** The owner reads a file; false where the credentials were ended meanwhile. */
    public boolean byOwner(DataFile file, Credentials credentials) {
        return write(file, FileRead.Reader.MEMBER, null, null, credentials.stamp());
    }

    /** Notes a read of a file that its owner shares with everyone; false where the account is not in use. */
    public boolean byAnyone(DataFile file) {
        return write(file, FileRead.Reader.PUBLIC, null, null, null);
    }

    private boolean write(
            DataFile file,
            FileRead.Reader reader,
            @Nullable UUID clientRowId,
            @Nullable UUID grantId,
            @Nullable Integer stamp) {
        return sql.sql("""
            WITH line AS (
                INSERT INTO file_reads (id, at, member_id, file_id, project_id, basename, reader, client_id, grant_id)
                SELECT :id, :now, m.id, :file, :project, :basename, :reader, :client::uuid, :grant::uuid
                FROM member_standings m
                WHERE m.id = :member AND m.status = 'active'
                    AND (:stamp::int IS NULL OR m.credentials_stamp = :stamp::int)
                    AND (:grant::uuid IS NULL OR EXISTS (
                        SELECT 1 FROM grant_standings g
                            JOIN client_standings c ON c.id = g.client_id AND c.suspended_at IS NULL
                        WHERE g.id = :grant::uuid AND g.status = 'active'))
                FOR SHARE OF m
                RETURNING member_id, file_id, client_id, project_id, at),
            total AS (
                INSERT INTO file_read_totals (member_id, file_id, client_id, project_id, reads, last_at)
                SELECT member_id, file_id, client_id, project_id, 1, at FROM line WHERE client_id IS NOT NULL
                ON CONFLICT (member_id, file_id, client_id) DO UPDATE SET
                    reads = file_read_totals.reads + 1,
                    last_at = greatest(file_read_totals.last_at, EXCLUDED.last_at))
            SELECT count(*) = 1 FROM line
            """)
                .param("id", UuidV7.next())
                .param("now", clock.instant())
                .param("member", file.memberId())
                .param("file", file.id())
                .param("project", file.projectId())
                .param("basename", file.basename())
                .param("reader", reader.word())
                .param("client", clientRowId)
                .param("grant", grantId)
                .param("stamp", stamp)
                .query(Boolean.class)
                .single();
    }

    /**
     * The reads of a member's files, latest first.
     *
     * @param before id of the last row of the page before
     */
    public List<FileRead> ofMember(UUID memberId, ReadFilter filter, Optional<UUID> before, int most) {
        return sql.sql("""
            SELECT * FROM file_reads
            WHERE member_id = :member AND id < :before
                AND (:client::uuid IS NULL OR client_id = :client::uuid)
                AND (:project::int IS NULL OR project_id = :project::int)
            ORDER BY id DESC LIMIT :most
            """)
                .param("member", memberId)
                .param("before", before.orElse(LAST))
                .param("client", filter.clientRowId())
                .param("project", filter.projectId())
                .param("most", most)
                .query(READ)
                .list();
    }

    /** Forgets the reads of a member's files, for the transaction that deletes the account. */
    public void erase(UUID memberId) {
        sql.sql("""
            WITH totals AS (DELETE FROM file_read_totals WHERE member_id = :member)
            DELETE FROM file_reads WHERE member_id = :member
            """).param("member", memberId).update();
    }

    /** For each file of a member and each client that read it: how often, and when last. */
    public List<ReadSummary> summary(UUID memberId) {
        return sql.sql("""
            SELECT file_id, project_id, client_id, reads, last_at FROM file_read_totals
            WHERE member_id = :member ORDER BY last_at DESC
            """).param("member", memberId).query(SUMMARY).list();
    }
}
