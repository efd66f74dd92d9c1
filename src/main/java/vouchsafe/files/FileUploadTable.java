package vouchsafe.files;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.grants.Grant;

/** The statements over uploads that were begun. */
final class FileUploadTable {
    private final JdbcClient sql;
    private final JsonMapper json;

    FileUploadTable(JdbcClient sql, JsonMapper json) {
        this.sql = sql;
        this.json = json;
    }

    /** Begins an upload. The caller holds the grant and the account of its member. */
    long insert(Grant grant, UploadCharge charge, FileDescription description, Instant now, Instant expires) {
        return sql.sql("""
            INSERT INTO file_uploads (grant_id, project_id, access, basename, metadata, datatypes, created_at,
                expires_at)
            VALUES (:grant, :project, :access, :basename, :metadata, :datatypes, :now, :expires)
            RETURNING id
            """)
                .param("grant", grant.id())
                .param("project", charge.projectId())
                .param("access", charge.access(), Types.OTHER)
                .param("basename", description.basename())
                .param("metadata", description.metadata().json())
                .param("datatypes", description.datatypes().toArray(Integer[]::new))
                .param("now", now)
                .param("expires", expires)
                .query(Long.class)
                .single();
    }

    boolean exists(long id, UUID grantId, Instant now) {
        return sql.sql("SELECT count(*) = 1 FROM file_uploads WHERE id = :id AND grant_id = :grant AND expires_at >"
                        + " :now")
                .param("id", id)
                .param("grant", grantId)
                .param("now", now)
                .query(Boolean.class)
                .single();
    }

    /** Whose room the bytes of an upload under this grant take. */
    Optional<UploadCharge> charge(long id, Grant grant) {
        return sql.sql("SELECT project_id, access FROM file_uploads WHERE id = :id AND grant_id = :grant")
                .param("id", id)
                .param("grant", grant.id())
                .query((row, number) -> new UploadCharge(
                        row.getInt("project_id"), grant.memberId(), row.getObject("access", UUID.class)))
                .optional();
    }

    /** Holds the upload and takes its object from it, if it has one; to be called in a transaction, which lets the object go. */
    Optional<StorageKey> detach(long id) {
        Optional<StorageKey> held = sql.sql("SELECT storage_key FROM file_uploads WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query((row, number) -> Optional.ofNullable(row.getString("storage_key")))
                .optional()
                .flatMap(key -> key)
                .map(StorageKey::new);
        if (held.isPresent()) {
            sql.sql("UPDATE file_uploads SET storage_key = NULL WHERE id = :id")
                    .param("id", id)
                    .update();
        }
        return held;
    }

    boolean attach(long id, Received received, Instant now) {
        return sql.sql("""
            UPDATE file_uploads SET storage_key = :key, size = :size, sha256 = :sha256, md5 = :md5
            WHERE id = :id AND expires_at > :now
            """)
                        .param("id", id)
                        .param("key", received.key().text())
                        .param("size", received.size())
                        .param("sha256", received.sha256())
                        .param("md5", received.md5())
                        .param("now", now)
                        .update()
                == 1;
    }

    Optional<FileUpload> lock(long id, UUID grantId, int projectId, Instant now) {
        return sql.sql("""
            SELECT * FROM file_uploads
            WHERE id = :id AND grant_id = :grant AND project_id = :project AND expires_at > :now FOR UPDATE
            """)
                .param("id", id)
                .param("grant", grantId)
                .param("project", projectId)
                .param("now", now)
                .query(this::upload)
                .optional();
    }

    void delete(long id) {
        sql.sql("DELETE FROM file_uploads WHERE id = :id").param("id", id).update();
    }

    /** Ends the uploads of a grant; bytes that were put for them are due for erasure. */
    void deleteOf(UUID grantId, Instant now) {
        sql.sql("""
            WITH gone AS (DELETE FROM file_uploads WHERE grant_id = :grant RETURNING storage_key)
            UPDATE loose_objects SET erase_at = :now WHERE storage_key IN (SELECT storage_key FROM gone)
            """).param("grant", grantId).param("now", now).update();
    }

    private FileUpload upload(ResultSet row, int number) throws SQLException {
        FileMetadata metadata = switch (FileMetadata.parse(json, row.getString("metadata"))) {
            case FileMetadata.Parsed.Valid(FileMetadata valid) -> valid;
            case FileMetadata.Parsed.Invalid fault ->
                throw new IllegalStateException("stored metadata became invalid: " + fault);
        };
        return new FileUpload(
                new FileDescription(row.getString("basename"), metadata, List.of((Integer[])
                        row.getArray("datatypes").getArray())),
                received(row));
    }

    private static @Nullable Received received(ResultSet row) throws SQLException {
        String key = row.getString("storage_key");
        return key == null
                ? null
                : new Received(new StorageKey(key), row.getLong("size"), row.getString("sha256"), row.getString("md5"));
    }
}
