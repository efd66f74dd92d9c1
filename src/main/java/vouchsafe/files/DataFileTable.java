package vouchsafe.files;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.grants.Grant;
import vouchsafe.grants.SourceLabel;

/** The statements over files. */
final class DataFileTable {
    private static final String IN_SCOPE = " member_id = :member AND (:all OR source = ANY (:sources)) ";

    private final JdbcClient sql;
    private final KeptFiles kept;

    DataFileTable(JdbcClient sql, KeptFiles kept) {
        this.sql = sql;
        this.kept = kept;
    }

    Optional<DataFile> read(long id) {
        return sql.sql("SELECT * FROM data_files WHERE id = :id")
                .param("id", id)
                .query(DataFileTable::file)
                .optional();
    }

    List<DataFile> list(FileScope scope, long offset, int most) {
        return sql.sql("SELECT * FROM data_files WHERE" + IN_SCOPE + "ORDER BY source, id LIMIT :most OFFSET :offset")
                .params(parameters(scope))
                .param("most", most)
                .param("offset", offset)
                .query(DataFileTable::file)
                .list();
    }

    long count(FileScope scope) {
        return sql.sql("SELECT count(*) FROM data_files WHERE" + IN_SCOPE)
                .params(parameters(scope))
                .query(Long.class)
                .single();
    }

    List<SourceFiles> bySource(UUID memberId, int most) {
        Map<Integer, SourceFiles> sources = new LinkedHashMap<>();
        sql.sql("""
            SELECT f.*, r.total, r.bytes FROM (
                SELECT id, row_number() OVER (PARTITION BY project_id ORDER BY id DESC) AS place,
                    count(*) OVER (PARTITION BY project_id) AS total, sum(size) OVER (PARTITION BY project_id) AS bytes
                FROM data_files WHERE member_id = :member
            ) r JOIN data_files f ON f.id = r.id
            WHERE r.place <= :most ORDER BY f.project_id, r.place
            """).param("member", memberId).param("most", most).query(row -> {
            DataFile file = file(row, 0);
            long count = row.getLong("total");
            long bytes = row.getLong("bytes");
            sources.computeIfAbsent(
                            file.projectId(), project -> new SourceFiles(project, count, bytes, new ArrayList<>()))
                    .latest()
                    .add(file);
        });
        return List.copyOf(sources.values());
    }

    List<DataFile> ofProject(UUID memberId, int projectId, long before, int most) {
        return sql.sql("""
            SELECT * FROM data_files WHERE member_id = :member AND source = :source AND id < :before
            ORDER BY id DESC LIMIT :most
            """)
                .param("member", memberId)
                .param("source", SourceLabel.of(projectId))
                .param("before", before)
                .param("most", most)
                .query(DataFileTable::file)
                .list();
    }

    /** Locks what a member's files are counted in, before some of them are deleted. */
    void lockCounts(UUID memberId) {
        sql.sql("SELECT 1 FROM member_storage WHERE member_id = :member FOR UPDATE")
                .param("member", memberId)
                .query(Integer.class)
                .list();
        sql.sql("""
            SELECT 1 FROM project_storage
            WHERE project_id IN (SELECT project_id FROM data_files WHERE member_id = :member)
            ORDER BY project_id FOR UPDATE
            """).param("member", memberId).query(Integer.class).list();
    }

    /** Forgets that this member was counted: they leave. */
    void forgetCounts(UUID memberId) {
        sql.sql("DELETE FROM member_storage WHERE member_id = :member")
                .param("member", memberId)
                .update();
    }

    /**
     * Deletes the rows, lets their objects go and counts them no longer, in one statement. The caller has locked what they are
     * counted in.
     */
    List<Long> delete(UUID memberId, FileChoice choice, Instant now) {
        List<Long> gone = sql.sql(
                        "WITH gone AS (DELETE FROM data_files WHERE member_id = :member AND " + condition(choice) + """
                             RETURNING id, project_id, size, storage_key
                            ), loose AS (
                                INSERT INTO loose_objects (storage_key, erase_at) SELECT storage_key, :now FROM gone
                            ), by_member AS (
                                UPDATE member_storage s
                                SET files = greatest(0, s.files - g.files), bytes = greatest(0, s.bytes - g.bytes)
                                FROM (SELECT count(*) AS files, coalesce(sum(size), 0) AS bytes FROM gone) g
                                WHERE s.member_id = :member AND g.files > 0
                            ), by_project AS (
                                UPDATE project_storage s
                                SET files = greatest(0, s.files - g.files), bytes = greatest(0, s.bytes - g.bytes)
                                FROM (SELECT project_id, count(*) AS files, sum(size) AS bytes FROM gone GROUP BY project_id) g
                                WHERE s.project_id = g.project_id
                            )
                            SELECT id FROM gone ORDER BY id
                            """)
                .params(parameters(choice))
                .param("member", memberId)
                .param("now", now)
                .query(Long.class)
                .list();
        kept.changed(memberId);
        return gone;
    }

    /** Makes an upload a file. */
    DataFile insert(Grant grant, NewFile file, Instant now) {
        DataFile made = sql.sql("""
            INSERT INTO data_files (id, member_id, project_id, grant_id, by_member, basename, metadata, datatypes, size,
                sha256, md5, storage_key, created_at)
            VALUES (coalesce(:id, nextval('data_file_ids')), :member, :project, :grant, :byMember, :basename, :metadata,
                :datatypes, :size, :sha256, :md5, :key, :now)
            RETURNING *
            """)
                .param("id", file.id(), Types.BIGINT)
                .param("member", grant.memberId())
                .param("project", file.projectId())
                .param("grant", grant.id())
                .param("byMember", file.byMember())
                .param("basename", file.description().basename())
                .param("metadata", file.description().metadata().json())
                .param("datatypes", file.description().datatypes().toArray(Integer[]::new))
                .param("size", file.received().size())
                .param("sha256", file.received().sha256())
                .param("md5", file.received().md5())
                .param("key", file.received().key().text())
                .param("now", now)
                .query(DataFileTable::file)
                .single();
        kept.changed(grant.memberId());
        return made;
    }

    private static String condition(FileChoice choice) {
        return switch (choice) {
            case FileChoice.Own own -> "id = :id";
            case FileChoice.All all -> "true";
            case FileChoice.OfProject of -> "project_id = :project";
            case FileChoice.UploadedById by -> "project_id = :project AND NOT by_member AND id = :id";
            case FileChoice.UploadedByName by -> "project_id = :project AND NOT by_member AND basename = :basename";
            case FileChoice.Uploaded uploaded -> "project_id = :project AND NOT by_member";
        };
    }

    private static Map<String, Object> parameters(FileChoice choice) {
        return switch (choice) {
            case FileChoice.Own(long id) -> Map.of("id", id);
            case FileChoice.All() -> Map.of();
            case FileChoice.OfProject(int project) -> Map.of("project", project);
            case FileChoice.UploadedById(int project, long id) -> Map.of("project", project, "id", id);
            case FileChoice.UploadedByName(int project, String basename) ->
                Map.of("project", project, "basename", basename);
            case FileChoice.Uploaded(int project) -> Map.of("project", project);
        };
    }

    private static Map<String, Object> parameters(FileScope scope) {
        return Map.of(
                "member",
                scope.memberId(),
                "all",
                scope.allSources(),
                "sources",
                scope.sources().toArray(String[]::new));
    }

    static DataFile file(ResultSet row, int number) throws SQLException {
        return new DataFile(
                row.getLong("id"),
                row.getObject("member_id", UUID.class),
                row.getInt("project_id"),
                row.getObject("grant_id", UUID.class),
                row.getBoolean("by_member"),
                row.getString("basename"),
                row.getString("metadata"),
                List.of((Integer[]) row.getArray("datatypes").getArray()),
                row.getLong("size"),
                row.getString("sha256"),
                row.getString("md5"),
                new StorageKey(row.getString("storage_key")),
                row.getTimestamp("created_at").toInstant());
    }
}
