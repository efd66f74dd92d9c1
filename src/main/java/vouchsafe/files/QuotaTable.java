package vouchsafe.files;

import java.sql.Types;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.RecordRows;

/**
 * The statements over what is stored. Whoever changes a count has locked its row: first that of members, then of projects,
 * then of days, each in the order of their keys.
 */
final class QuotaTable {
    private static final RowMapper<Counted> COUNTED = RecordRows.of(Counted.class);
    private static final RowMapper<Reserved> RESERVED = RecordRows.of(Reserved.class);
    private static final RowMapper<ProjectRow> PROJECT = RecordRows.of(ProjectRow.class);

    private final JdbcClient sql;

    QuotaTable(JdbcClient sql) {
        this.sql = sql;
    }

    /** How much there is. */
    record Counted(long files, long bytes) {
        static final Counted NOTHING = new Counted(0, 0);
    }

    /** How much a project stores, and what it may instead of the settings. */
    record ProjectRow(
            long files,
            long bytes,
            @Nullable Long mostFiles,
            @Nullable Long mostBytes,
            @Nullable Long mostFilesADay,
            @Nullable Long mostBytesADay) {
        static final ProjectRow NOTHING = new ProjectRow(0, 0, null, null, null, null);

        Counted counted() {
            return new Counted(files, bytes);
        }
    }

    Counted member(UUID memberId, boolean lock) {
        if (lock) {
            sql.sql("INSERT INTO member_storage (member_id) VALUES (:member) ON CONFLICT DO NOTHING")
                    .param("member", memberId)
                    .update();
        }
        return sql.sql("SELECT files, bytes FROM member_storage WHERE member_id = :member" + locking(lock))
                .param("member", memberId)
                .query(COUNTED)
                .optional()
                .orElse(Counted.NOTHING);
    }

    ProjectRow project(int projectId, boolean lock) {
        if (lock) {
            sql.sql("INSERT INTO project_storage (project_id) VALUES (:project) ON CONFLICT DO NOTHING")
                    .param("project", projectId)
                    .update();
        }
        return sql.sql("SELECT * FROM project_storage WHERE project_id = :project" + locking(lock))
                .param("project", projectId)
                .query(PROJECT)
                .optional()
                .orElse(ProjectRow.NOTHING);
    }

    Counted day(UUID access, LocalDate day, boolean lock) {
        if (lock) {
            sql.sql("INSERT INTO upload_days (access, day) VALUES (:access, :day) ON CONFLICT DO NOTHING")
                    .param("access", access)
                    .param("day", day)
                    .update();
        }
        return sql.sql("SELECT files, bytes FROM upload_days WHERE access = :access AND day = :day" + locking(lock))
                .param("access", access)
                .param("day", day)
                .query(COUNTED)
                .optional()
                .orElse(Counted.NOTHING);
    }

    private static String locking(boolean lock) {
        return lock ? " FOR UPDATE" : "";
    }

    /** Counts more, or less where the figures are negative, in rows that the caller has locked. */
    void add(UploadCharge charge, LocalDate day, long files, long bytes) {
        if (charge.memberId() != null) {
            sql.sql("""
                UPDATE member_storage SET files = greatest(0, files + :files), bytes = greatest(0, bytes + :bytes)
                WHERE member_id = :member
                """)
                    .param("member", charge.memberId())
                    .param("files", files)
                    .param("bytes", bytes)
                    .update();
        }
        sql.sql("""
            UPDATE project_storage SET files = greatest(0, files + :files), bytes = greatest(0, bytes + :bytes)
            WHERE project_id = :project
            """)
                .param("project", charge.projectId())
                .param("files", files)
                .param("bytes", bytes)
                .update();
        if (charge.access() != null) {
            sql.sql("""
                UPDATE upload_days SET files = greatest(0, files + :files), bytes = greatest(0, bytes + :bytes)
                WHERE access = :access AND day = :day
                """)
                    .param("access", charge.access())
                    .param("day", day)
                    .param("files", files)
                    .param("bytes", bytes)
                    .update();
        }
    }

    /** Counts one more file of this size for a member alone, in a row that the caller has locked. */
    void addToMember(UUID memberId, long bytes) {
        sql.sql("UPDATE member_storage SET files = files + 1, bytes = bytes + :bytes WHERE member_id = :member")
                .param("member", memberId)
                .param("bytes", bytes)
                .update();
    }

    /** Keeps room for an object that is written down as loose. */
    void reserve(StorageKey key, UploadCharge charge, LocalDate day, long bytes) {
        sql.sql("""
            INSERT INTO upload_reservations (storage_key, project_id, member_id, access, day, bytes)
            VALUES (:key, :project, :member, :access, :day, :bytes)
            """)
                .param("key", key.text())
                .param("project", charge.projectId())
                .param("member", charge.memberId(), Types.OTHER)
                .param("access", charge.access(), Types.OTHER)
                .param("day", day)
                .param("bytes", bytes)
                .update();
    }

    /** Keeps more room for an object, or less; false where none is kept any more. */
    boolean resize(StorageKey key, long more) {
        return sql.sql("UPDATE upload_reservations SET bytes = bytes + :more WHERE storage_key = :key")
                        .param("key", key.text())
                        .param("more", more)
                        .update()
                == 1;
    }

    /** Whom the room for an object is kept for, with the member's id where it was known; empty where none is kept. */
    Optional<Reserved> reserved(StorageKey key) {
        return sql.sql("SELECT project_id, member_id FROM upload_reservations WHERE storage_key = :key")
                .param("key", key.text())
                .query(RESERVED)
                .optional();
    }

    /** For whom room is kept. */
    record Reserved(int projectId, @Nullable UUID memberId) {}

    /** Gives the room that is kept for these objects back, and forgets that it was kept. To be called in a transaction. */
    void giveBack(List<StorageKey> keys) {
        String[] texts = keys.stream().map(StorageKey::text).toArray(String[]::new);
        lock("member_storage", "member_id", texts);
        lock("project_storage", "project_id", texts);
        sql.sql("""
            WITH gone AS (
                DELETE FROM upload_reservations WHERE storage_key = ANY (:keys)
                RETURNING project_id, member_id, access, day, bytes
            ), by_member AS (
                UPDATE member_storage s
                SET files = greatest(0, s.files - g.files), bytes = greatest(0, s.bytes - g.bytes)
                FROM (SELECT member_id, count(*) AS files, sum(bytes) AS bytes FROM gone GROUP BY member_id) g
                WHERE s.member_id = g.member_id
            ), by_project AS (
                UPDATE project_storage s
                SET files = greatest(0, s.files - g.files), bytes = greatest(0, s.bytes - g.bytes)
                FROM (SELECT project_id, count(*) AS files, sum(bytes) AS bytes FROM gone GROUP BY project_id) g
                WHERE s.project_id = g.project_id
            )
            UPDATE upload_days s SET files = greatest(0, s.files - g.files), bytes = greatest(0, s.bytes - g.bytes)
            FROM (SELECT access, day, count(*) AS files, sum(bytes) AS bytes FROM gone GROUP BY access, day) g
            WHERE s.access = g.access AND s.day = g.day
            """).param("keys", texts).update();
    }

    private void lock(String table, String column, String[] keys) {
        sql.sql("SELECT 1 FROM " + table + " WHERE " + column + " IN (SELECT r." + column
                        + " FROM upload_reservations r WHERE r.storage_key = ANY (:keys)) ORDER BY " + column
                        + " FOR UPDATE")
                .param("keys", keys)
                .query(Integer.class)
                .list();
    }

    /** Decides what a project may instead of the settings; null leaves a figure to them. */
    void allow(int projectId, ProjectAllowance allowance) {
        sql.sql("""
            INSERT INTO project_storage (project_id, most_files, most_bytes, most_files_a_day, most_bytes_a_day)
            VALUES (:project, :files, :bytes, :dayFiles, :dayBytes)
            ON CONFLICT (project_id) DO UPDATE SET most_files = :files, most_bytes = :bytes,
                most_files_a_day = :dayFiles, most_bytes_a_day = :dayBytes
            """)
                .param("project", projectId)
                .param("files", allowance.files(), Types.BIGINT)
                .param("bytes", allowance.bytes(), Types.BIGINT)
                .param("dayFiles", allowance.filesADay(), Types.BIGINT)
                .param("dayBytes", allowance.bytesADay(), Types.BIGINT)
                .update();
    }

    /** Forgets what came with tokens before this day. */
    void forgetDays(LocalDate before) {
        sql.sql("DELETE FROM upload_days WHERE day < :before")
                .param("before", before)
                .update();
    }
}
