package vouchsafe.annotations;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of groups and of who belongs to them. */
final class GroupTable {
    private static final String SELECT = """
        SELECT g.*, ARRAY(SELECT s.prefix FROM annotation_group_scopes s WHERE s.group_id = g.id ORDER BY s.prefix) AS scopes
        FROM annotation_groups g
        """;

    private final JdbcClient sql;

    GroupTable(JdbcClient sql) {
        this.sql = sql;
    }

    Optional<Group> find(String id) {
        return sql.sql(SELECT + "WHERE g.id = :id")
                .param("id", id)
                .query(GroupTable::group)
                .optional();
    }

    Optional<Group> byProvidedId(String authority, String providedId) {
        return sql.sql(SELECT + "WHERE g.authority = :authority AND g.provided_id = :provided")
                .param("authority", authority)
                .param("provided", providedId)
                .query(GroupTable::group)
                .optional();
    }

    List<Group> find(Collection<String> ids) {
        return sql.sql(SELECT + "WHERE g.id = ANY (:ids)")
                .param("ids", ids.toArray(String[]::new))
                .query(GroupTable::group)
                .list();
    }

    List<Group> ofMember(UUID memberId) {
        return sql.sql(SELECT + """
            JOIN annotation_group_members m ON m.group_id = g.id WHERE m.member_id = :member ORDER BY g.name, g.id
            """)
                .param("member", memberId)
                .query(GroupTable::group)
                .list();
    }

    /** Groups that everyone reads and that are for this address. */
    List<Group> scoped(String authority, String origin, String uri) {
        return sql.sql(SELECT + """
            WHERE g.type <> 'private' AND g.authority = :authority AND g.id IN (
                SELECT s.group_id FROM annotation_group_scopes s
                WHERE s.origin = :origin AND starts_with(:uri, s.prefix))
            ORDER BY g.name, g.id
            """)
                .param("authority", authority)
                .param("origin", origin)
                .param("uri", uri)
                .query(GroupTable::group)
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
                .param("now", Timestamp.from(now))
                .update();
        scopes(id, draft.scopes());
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
                .param("now", Timestamp.from(now))
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

    /** Makes them a member; an empty result where they were one before. */
    Optional<GroupMember> join(String id, UUID memberId, Role role, Instant now) {
        return sql.sql("""
            INSERT INTO annotation_group_members (group_id, member_id, role, created_at, updated_at)
            VALUES (:id, :member, :role, :now, :now) ON CONFLICT DO NOTHING RETURNING *
            """)
                .param("id", id)
                .param("member", memberId)
                .param("role", role.name().toLowerCase(Locale.ROOT))
                .param("now", Timestamp.from(now))
                .query(GroupTable::member)
                .optional();
    }

    boolean leave(String id, UUID memberId) {
        return sql.sql("DELETE FROM annotation_group_members WHERE group_id = :id AND member_id = :member")
                        .param("id", id)
                        .param("member", memberId)
                        .update()
                == 1;
    }

    Optional<GroupMember> changeRole(String id, UUID memberId, Role role, Instant now) {
        return sql.sql("""
            UPDATE annotation_group_members SET role = :role, updated_at = :now
            WHERE group_id = :id AND member_id = :member RETURNING *
            """)
                .param("id", id)
                .param("member", memberId)
                .param("role", role.name().toLowerCase(Locale.ROOT))
                .param("now", Timestamp.from(now))
                .query(GroupTable::member)
                .optional();
    }

    Optional<GroupMember> member(String id, UUID memberId) {
        return sql.sql("SELECT * FROM annotation_group_members WHERE group_id = :id AND member_id = :member")
                .param("id", id)
                .param("member", memberId)
                .query(GroupTable::member)
                .optional();
    }

    List<GroupMember> memberships(UUID memberId) {
        return sql.sql("SELECT * FROM annotation_group_members WHERE member_id = :member ORDER BY group_id")
                .param("member", memberId)
                .query(GroupTable::member)
                .list();
    }

    List<GroupMember> members(String id, long offset, int most) {
        return sql.sql("""
            SELECT * FROM annotation_group_members WHERE group_id = :id ORDER BY created_at, member_id
            OFFSET :offset LIMIT :most
            """)
                .param("id", id)
                .param("offset", offset)
                .param("most", most)
                .query(GroupTable::member)
                .list();
    }

    List<GroupMember> withRole(String id, Role least) {
        return members(id, 0, Integer.MAX_VALUE).stream()
                .filter(member -> member.role().atLeast(least))
                .toList();
    }

    long size(String id) {
        return sql.sql("SELECT count(*) FROM annotation_group_members WHERE group_id = :id")
                .param("id", id)
                .query(Long.class)
                .single();
    }

    void delete(String id) {
        sql.sql("DELETE FROM annotation_groups WHERE id = :id").param("id", id).update();
    }

    private static GroupMember member(ResultSet row, int number) throws SQLException {
        return new GroupMember(
                row.getString("group_id"),
                row.getObject("member_id", UUID.class),
                Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }

    private static Group group(ResultSet row, int number) throws SQLException {
        return new Group(
                row.getString("id"),
                row.getString("authority"),
                row.getString("provided_id"),
                row.getString("name"),
                row.getString("description"),
                Group.Type.valueOf(row.getString("type").toUpperCase(Locale.ROOT)),
                row.getBoolean("pre_moderated"),
                row.getBoolean("scope_enforced"),
                List.of((String[]) row.getArray("scopes").getArray()),
                row.getObject("creator_id", UUID.class),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }
}
