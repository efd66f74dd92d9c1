package vouchsafe.annotations;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.RecordRows;

/** The SQL about what was shared in groups, for the server of their authority. */
final class SharedWorkTable {
    private static final RowMapper<SharedWork.Contribution> CONTRIBUTION = RecordRows.of(SharedWork.Contribution.class);
    private static final RowMapper<SharedWork.OfMember> OF_MEMBER = RecordRows.of(SharedWork.OfMember.class);
    private static final RowMapper<SharedWork.OfAssignment> OF_ASSIGNMENT =
            RecordRows.of(SharedWork.OfAssignment.class);

    private static final String SEEN = " AND a.deleted_at IS NULL AND a.shared AND a.moderation_status = 'APPROVED' ";

    /** Each annotation with its kind, and what the learning platform called the assignment. */
    private static final String COUNTED = """
        WITH counted AS (
            SELECT a.member_id, a.created_at, a.metadata #>> '{lms,assignment,resource_link_id}' AS assignment,
                CASE WHEN a.thread <> '{}' THEN 'reply'
                     WHEN coalesce(a.selectors, '[]') = '[]' THEN 'page note'
                     WHEN a.body = '' THEN 'highlight'
                     ELSE 'annotation' END AS kind
            FROM annotations a
            WHERE a.metadata IS NOT NULL
              AND a.group_id IN (SELECT g.id FROM annotation_groups g
                  WHERE g.authority = :authority AND g.provided_id = ANY(:groups) AND g.deleted_at IS NULL)
        """ + SEEN;

    private static final String SUMS = """
        count(*) FILTER (WHERE kind = 'annotation') AS annotations, count(*) FILTER (WHERE kind = 'reply') AS replies,
        count(*) FILTER (WHERE kind = 'page note') AS page_notes, max(created_at) AS last_activity
        FROM counted
        """;

    private final JdbcClient sql;

    SharedWorkTable(JdbcClient sql) {
        this.sql = sql;
    }

    /** What others see of a group, oldest first. */
    List<SharedWork.Contribution> contributions(String groupId, Instant after, Instant until, UUID afterId, int most) {
        return sql.sql("""
            SELECT a.id, a.member_id, a.created_at, a.metadata FROM annotations a
            WHERE a.group_id = :group AND (a.created_at, a.id) > (:after, :afterId) AND a.created_at <= :until
            """ + SEEN + "ORDER BY a.created_at, a.id LIMIT :most")
                .param("group", groupId)
                .param("after", after)
                .param("afterId", afterId)
                .param("until", until)
                .param("most", most)
                .query(CONTRIBUTION)
                .list();
    }

    /** Which of these groups anything was written in. */
    List<String> active(String authority, Collection<String> providedIds, Instant after, Instant until) {
        return sql.sql("""
            SELECT g.provided_id FROM annotation_groups g
            WHERE g.authority = :authority AND g.provided_id = ANY(:groups) AND g.deleted_at IS NULL
              AND EXISTS (SELECT 1 FROM annotations a WHERE a.group_id = g.id AND a.deleted_at IS NULL
                  AND a.created_at > :after AND a.created_at <= :until)
            ORDER BY g.provided_id
            """)
                .param("authority", authority)
                .param("groups", providedIds.toArray(String[]::new))
                .param("after", after)
                .param("until", until)
                .query(String.class)
                .list();
    }

    List<SharedWork.OfMember> byMember(String authority, SharedWork.Question asked, UUID after, int most) {
        return counted("member_id, ", "member_id > :after", "member_id", authority, asked, most)
                .param("after", after)
                .query(OF_MEMBER)
                .list();
    }

    /** Those without an assignment come first. */
    List<SharedWork.OfAssignment> byAssignment(
            String authority, SharedWork.Question asked, boolean first, @Nullable String after, int most) {
        String later = "(:first OR assignment > :after OR (:afterNone AND assignment IS NOT NULL))";
        return counted("assignment, ", later, "assignment NULLS FIRST", authority, asked, most)
                .param("first", first)
                .param("after", after == null ? "" : after)
                .param("afterNone", after == null)
                .query(OF_ASSIGNMENT)
                .list();
    }

    private JdbcClient.StatementSpec counted(
            String key, String later, String order, String authority, SharedWork.Question asked, int most) {
        return sql.sql(COUNTED
                        + (asked.members().isEmpty() ? "" : " AND a.member_id = ANY(:members)")
                        + (asked.assignments().isEmpty()
                                ? ""
                                : " AND a.metadata #>> '{lms,assignment,resource_link_id}' = ANY(:assignments)")
                        + ") SELECT " + key + SUMS + " WHERE " + later + " GROUP BY "
                        + key.substring(0, key.length() - 2)
                        + " ORDER BY " + order + " LIMIT :most")
                .param("authority", authority)
                .param("groups", asked.groups().toArray(String[]::new))
                .param("members", asked.members().orElse(List.of()).toArray(UUID[]::new))
                .param("assignments", asked.assignments().orElse(List.of()).toArray(String[]::new))
                .param("most", most);
    }
}
