package vouchsafe.annotations;

import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.RecordRows;
import vouchsafe.db.SqlArrays;

/** The SQL of annotations, searches aside. */
final class AnnotationTable {
    static final String SELECT = """
        SELECT a.id, a.member_id, a.group_id, a.shared, a.uri, a.body AS text, a.tags, a.thread, a.selectors, a.quote,
            a.description, a.extra, a.moderation_status AS moderation, a.created_at, a.updated_at,
            (SELECT d.title FROM document_uris u JOIN annotated_documents d ON d.id = u.document_id
             WHERE u.normalized = a.uri_normalized) AS title
        FROM annotations a
        """;

    static final RowMapper<Annotation> ANNOTATION = RecordRows.of(Annotation.class);

    private final JdbcClient sql;

    AnnotationTable(JdbcClient sql) {
        this.sql = sql;
    }

    JdbcClient sql() {
        return sql;
    }

    Optional<Annotation> find(UUID id) {
        return sql.sql(SELECT + "WHERE a.id = :id AND a.deleted_at IS NULL")
                .param("id", id)
                .query(ANNOTATION)
                .optional();
    }

    /** Also those that were deleted a short while ago. */
    List<Annotation> findDeletedToo(Collection<UUID> ids) {
        return sql.sql(SELECT + "WHERE a.id = " + SqlArrays.UUIDS)
                .param("ids", ids.toArray(UUID[]::new))
                .query(ANNOTATION)
                .list();
    }

    List<Annotation> ofMember(UUID memberId, UUID after, int most) {
        return sql.sql(SELECT + """
            WHERE a.member_id = :member AND a.id > :after AND a.deleted_at IS NULL ORDER BY a.id LIMIT :most
            """)
                .param("member", memberId)
                .param("after", after)
                .param("most", most)
                .query(ANNOTATION)
                .list();
    }

    /** The metadata of those of these annotations that have any. */
    Map<UUID, String> metadata(List<UUID> ids) {
        Map<UUID, String> metadata = new HashMap<>();
        sql.sql("SELECT id, metadata FROM annotations WHERE id = " + SqlArrays.UUIDS + " AND metadata IS NOT NULL")
                .param("ids", ids.toArray(UUID[]::new))
                .query(row -> {
                    metadata.put(row.getObject("id", UUID.class), row.getString("metadata"));
                });
        return metadata;
    }

    void insert(UUID id, UUID memberId, AnnotationDraft draft, @Nullable Moderation status, Instant now) {
        written(sql.sql("""
            INSERT INTO annotations (id, member_id, group_id, shared, uri, uri_normalized, body, tags, thread,
                selectors, quote, description, extra, metadata, moderation_status, created_at, updated_at)
            VALUES (:id, :member, :group, :shared, :uri, :normalized, :body, :tags, :thread,
                :selectors::jsonb, :quote, :description, :extra::jsonb, :metadata::jsonb, :status, :now, :now)
            """), draft, status, now)
                .param("id", id)
                .param("member", memberId)
                .param("group", draft.groupId())
                .param("thread", draft.thread().toArray(UUID[]::new))
                .update();
    }

    /** Whether it was there to be changed. Group and thread stay what they were. */
    boolean update(UUID id, AnnotationDraft draft, @Nullable Moderation status, Instant now) {
        return written(sql.sql("""
            UPDATE annotations SET shared = :shared, uri = :uri, uri_normalized = :normalized, body = :body,
                tags = :tags, selectors = :selectors::jsonb, quote = :quote, description = :description,
                extra = :extra::jsonb, metadata = coalesce(:metadata::jsonb, metadata), moderation_status = :status, updated_at = :now
            WHERE id = :id AND deleted_at IS NULL
            """), draft, status, now).param("id", id).update() == 1;
    }

    private static JdbcClient.StatementSpec written(
            JdbcClient.StatementSpec statement, AnnotationDraft draft, @Nullable Moderation status, Instant now) {
        return statement
                .param("shared", draft.shared())
                .param("uri", draft.uri())
                .param("normalized", NormalUri.of(draft.uri()))
                .param("body", draft.text())
                .param("tags", draft.tags().toArray(String[]::new))
                .param("selectors", draft.selectors(), Types.VARCHAR)
                .param("quote", draft.quote())
                .param("description", draft.description(), Types.VARCHAR)
                .param("extra", draft.extra())
                .param("metadata", draft.metadata(), Types.VARCHAR)
                .param("status", status == null ? null : status.name(), Types.VARCHAR)
                .param("now", now);
    }

    /** Moderates it if it is shared and not deleted; true where that was done. */
    boolean moderate(UUID id, Moderation status) {
        return sql.sql("""
            UPDATE annotations SET moderation_status = :status WHERE id = :id AND shared AND deleted_at IS NULL
            """).param("id", id).param("status", status.name()).update() == 1;
    }

    /** Moderates it if it is shared, not deleted, and unchanged since it was read; true where that was done. */
    boolean moderateAsRead(Annotation read, Moderation status) {
        return sql.sql("""
            UPDATE annotations SET moderation_status = :status
            WHERE id = :id AND shared AND deleted_at IS NULL AND updated_at = :updated
                AND moderation_status IS NOT DISTINCT FROM :known::text
            """)
                        .param("id", read.id())
                        .param("status", status.name())
                        .param("updated", read.updatedAt())
                        .param(
                                "known",
                                read.moderation() == null
                                        ? null
                                        : read.moderation().name(),
                                Types.VARCHAR)
                        .update()
                == 1;
    }

    /** Whether it was there to be deleted. */
    boolean delete(UUID id, Instant now) {
        return sql.sql("UPDATE annotations SET deleted_at = :now WHERE id = :id AND deleted_at IS NULL")
                        .param("id", id)
                        .param("now", now)
                        .update()
                == 1;
    }

    /** Deletes all of a member's. */
    void deleteAll(UUID memberId, Instant now) {
        deleteWhere("member_id = :value", memberId, now);
    }

    /** Deletes all in a group. */
    void deleteIn(String groupId, Instant now) {
        deleteWhere("group_id = :value", groupId, now);
    }

    /** Announces them, too, as few announcements as hold them, in one statement. */
    private void deleteWhere(String condition, Object value, Instant now) {
        sql.sql("""
            WITH deleted AS (
                UPDATE annotations SET deleted_at = :now WHERE %s AND deleted_at IS NULL
                RETURNING id),
            batched AS (SELECT id, (row_number() OVER (ORDER BY id) - 1) / :together AS batch FROM deleted)
            SELECT pg_notify(:channel, :beginning || string_agg(id::text, ',') || ' ') FROM batched GROUP BY batch
            """.formatted(condition))
                .param("value", value)
                .param("now", now)
                .param("together", AnnotationEvent.MOST_TOGETHER)
                .param("channel", ChangeFeed.CHANNEL)
                .param("beginning", AnnotationEvent.CHANNEL + " delete ")
                .query((row, number) -> 0)
                .list();
    }

    /** Erases annotations deleted before this time, some at a time, and returns the addresses they were about. */
    List<String> erase(Instant before, int most) {
        return sql.sql("""
            DELETE FROM annotations WHERE id IN (
                SELECT id FROM annotations WHERE deleted_at < :before ORDER BY deleted_at LIMIT :most
                FOR UPDATE SKIP LOCKED)
            RETURNING uri_normalized
            """)
                .param("before", before)
                .param("most", most)
                .query(String.class)
                .list();
    }

    void flag(UUID id, UUID memberId, Instant now) {
        sql.sql("""
            INSERT INTO annotation_flags (annotation_id, member_id, created_at) VALUES (:id, :member, :now)
            ON CONFLICT DO NOTHING
            """).param("id", id).param("member", memberId).param("now", now).update();
    }

    /** Forgets who reported it, and says how many did. */
    int unflag(UUID id) {
        return sql.sql("DELETE FROM annotation_flags WHERE annotation_id = :id")
                .param("id", id)
                .update();
    }

    Flags flags(Collection<UUID> ids, UUID memberId) {
        Map<UUID, Integer> counts = new HashMap<>();
        Map<UUID, Boolean> own = new HashMap<>();
        sql.sql("""
            SELECT annotation_id, count(*) AS flags, bool_or(member_id = :member) AS own
            FROM annotation_flags WHERE annotation_id = ANY ((SELECT :ids)::uuid[]) GROUP BY annotation_id
            """)
                .param("member", memberId)
                .param("ids", ids.toArray(UUID[]::new))
                .query(row -> {
                    UUID id = row.getObject("annotation_id", UUID.class);
                    counts.put(id, row.getInt("flags"));
                    own.put(id, row.getBoolean("own"));
                });
        return new Flags(counts, own);
    }
}
