package vouchsafe.annotations;

import java.net.URI;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.RecordRows;

/** The SQL of groups. One that was deleted is not there, though its row stays until its annotations are erased. */
final class GroupTable {
    private static final String SELECT = """
        SELECT g.*, ARRAY(SELECT s.prefix FROM annotation_group_scopes s WHERE s.group_id = g.id ORDER BY s.prefix) AS scopes
        FROM annotation_groups g
        """;

    private static final RowMapper<Group> GROUP = RecordRows.of(Group.class);

    private static final RowMapper<OwnGroup> OWN_GROUP = RecordRows.of(OwnGroup.class);

    private final JdbcClient sql;

    GroupTable(JdbcClient sql) {
        this.sql = sql;
    }

    Optional<Group> find(String id) {
        return sql.sql(SELECT + "WHERE g.id = :id AND g.deleted_at IS NULL")
                .param("id", id)
                .query(GROUP)
                .optional();
    }

    /** Also one that was deleted a short while ago. */
    Optional<Group> findDeletedToo(String id) {
        return sql.sql(SELECT + "WHERE g.id = :id").param("id", id).query(GROUP).optional();
    }

    Optional<Group> byProvidedId(String authority, String providedId) {
        return sql.sql(SELECT + "WHERE g.authority = :authority AND g.provided_id = :provided AND g.deleted_at IS NULL")
                .param("authority", authority)
                .param("provided", providedId)
                .query(GROUP)
                .optional();
    }

    List<Group> find(Collection<String> ids) {
        return sql.sql(SELECT + "WHERE g.id = ANY (:ids) AND g.deleted_at IS NULL")
                .param("ids", ids.toArray(String[]::new))
                .query(GROUP)
                .list();
    }

    List<Group> ofMember(UUID memberId) {
        return sql.sql(SELECT + """
            JOIN annotation_group_members m ON m.group_id = g.id
            WHERE m.member_id = :member AND g.deleted_at IS NULL ORDER BY g.name, g.id
            """).param("member", memberId).query(GROUP).list();
    }

    /** Groups that are not private and are made for this address. */
    List<Group> scoped(String authority, String origin, String uri) {
        return sql.sql(SELECT + """
            WHERE g.type <> 'private' AND g.deleted_at IS NULL AND g.authority = :authority AND g.id IN (
                SELECT s.group_id FROM annotation_group_scopes s
                WHERE s.origin = :origin AND starts_with(:uri, s.prefix))
            ORDER BY g.name, g.id
            """)
                .param("authority", authority)
                .param("origin", origin)
                .param("uri", uri)
                .query(GROUP)
                .list();
    }

    void insert(String id, GroupDraft draft, UUID creatorId, Instant now) {
        sql.sql("""
            INSERT INTO annotation_groups (id, authority, provided_id, name, description, type, pre_moderated,
                                           scope_enforced, creator_id, created_at, updated_at)
            VALUES (:id, :authority, :provided, :name, :description, :type, :preModerated, :enforced, :creator, :now, :now)
            """)
                .param("id", id)
                .param("authority", draft.authority())
                .param("provided", draft.providedId(), Types.VARCHAR)
                .param("name", draft.name())
                .param("description", draft.description())
                .param("type", draft.type().word())
                .param("preModerated", draft.preModerated())
                .param("enforced", draft.scopeEnforced())
                .param("creator", creatorId)
                .param("now", now)
                .update();
        scopes(id, draft.scopes());
    }

    /**
     * Makes private groups, or gives those that are there another name; the ids of the rows that were written. Rows that need
     * no change are locked all the same, each in its turn.
     */
    List<String> upsert(
            List<String> ids,
            List<ProvisioningOrder.NamedGroup> groups,
            String authority,
            UUID creatorId,
            Instant now) {
        return sql.sql("""
            INSERT INTO annotation_groups AS known (id, authority, provided_id, name, type, creator_id, created_at, updated_at)
            SELECT wanted.id, :authority, wanted.provided_id, wanted.name, 'private', :creator, :now, :now
            FROM unnest(:ids::text[], :provided::text[], :names::text[])
                WITH ORDINALITY AS wanted (id, provided_id, name, place)
            ORDER BY wanted.place
            ON CONFLICT (authority, provided_id) DO UPDATE SET name = excluded.name, updated_at = excluded.updated_at
            WHERE known.name <> excluded.name
            RETURNING id
            """)
                .param("ids", ids.toArray(String[]::new))
                .param("provided", providedIds(groups))
                .param(
                        "names",
                        groups.stream().map(ProvisioningOrder.NamedGroup::name).toArray(String[]::new))
                .param("authority", authority)
                .param("creator", creatorId)
                .param("now", now)
                .query(String.class)
                .list();
    }

    /** The ids of these groups by what their authority calls them. */
    Map<String, String> idsByProvidedId(String authority, List<ProvisioningOrder.NamedGroup> groups) {
        Map<String, String> ids = new HashMap<>();
        sql.sql("""
            SELECT id, provided_id FROM annotation_groups
            WHERE authority = :authority AND provided_id = ANY(:provided) AND deleted_at IS NULL
            """)
                .param("authority", authority)
                .param("provided", providedIds(groups))
                .query(row -> {
                    ids.put(row.getString("provided_id"), row.getString("id"));
                });
        return ids;
    }

    private static String[] providedIds(List<ProvisioningOrder.NamedGroup> groups) {
        return groups.stream().map(ProvisioningOrder.NamedGroup::providedId).toArray(String[]::new);
    }

    void update(String id, GroupDraft draft, Instant now) {
        sql.sql("""
            UPDATE annotation_groups SET provided_id = :provided, name = :name, description = :description, type = :type,
                pre_moderated = :preModerated, scope_enforced = :enforced, updated_at = :now
            WHERE id = :id
            """)
                .param("id", id)
                .param("provided", draft.providedId(), Types.VARCHAR)
                .param("name", draft.name())
                .param("description", draft.description())
                .param("type", draft.type().word())
                .param("preModerated", draft.preModerated())
                .param("enforced", draft.scopeEnforced())
                .param("now", now)
                .update();
        sql.sql("DELETE FROM annotation_group_scopes WHERE group_id = :id")
                .param("id", id)
                .update();
        scopes(id, draft.scopes());
    }

    private void scopes(String id, List<String> prefixes) {
        for (String prefix : prefixes) {
            sql.sql("""
                INSERT INTO annotation_group_scopes (group_id, origin, prefix) VALUES (:id, :origin, :prefix)
                ON CONFLICT DO NOTHING
                """)
                    .param("id", id)
                    .param("origin", origin(prefix))
                    .param("prefix", prefix)
                    .update();
        }
    }

    /** Scheme, host and port; empty for what is no web address. */
    static String origin(String uri) {
        try {
            // A page's address may have characters that this class refuses; its origin has none of them.
            int start = uri.indexOf("://");
            int end = start < 0 ? -1 : start + 3;
            while (end >= 0 && end < uri.length() && "/?#".indexOf(uri.charAt(end)) < 0) {
                end++;
            }
            URI parsed = URI.create(end < 0 ? "" : uri.substring(0, end));
            return parsed.getHost() == null ? "" : parsed.toString().toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException noAddress) {
            return "";
        }
    }

    /** Keeps others from changing who belongs to it until the transaction ends; whether it is there. */
    boolean lock(String id) {
        return sql.sql("SELECT 1 FROM annotation_groups WHERE id = :id AND deleted_at IS NULL FOR NO KEY UPDATE")
                .param("id", id)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Whether it was there to be deleted. A third party's name for it is free at once. */
    boolean delete(String id, Instant now) {
        return sql.sql("""
            UPDATE annotation_groups SET deleted_at = :now, provided_id = NULL WHERE id = :id AND deleted_at IS NULL
            """).param("id", id).param("now", now).update() == 1;
    }

    /** Erases groups that were deleted before this. */
    void erase(Instant before) {
        sql.sql("DELETE FROM annotation_groups WHERE deleted_at < :before")
                .param("before", before)
                .update();
    }

    /** A member's groups as their list shows them, by name. */
    List<OwnGroup> overview(UUID memberId) {
        return sql.sql("""
            SELECT g.*, ARRAY(SELECT s.prefix FROM annotation_group_scopes s WHERE s.group_id = g.id ORDER BY s.prefix)
                       AS scopes,
                   m.role,
                   (SELECT count(*) FROM annotation_group_members o WHERE o.group_id = g.id) AS members,
                   (SELECT a.created_at FROM annotations a
                    WHERE a.group_id = g.id AND a.deleted_at IS NULL AND a.shared AND a.moderation_status = 'APPROVED'
                    ORDER BY a.created_at DESC LIMIT 1) AS last_annotation_at
            FROM annotation_group_members m JOIN annotation_groups g ON g.id = m.group_id
            WHERE m.member_id = :member AND g.deleted_at IS NULL
            ORDER BY lower(g.name), g.id
            """).param("member", memberId).query(OWN_GROUP).list();
    }
}
