package vouchsafe.annotations;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.RecordRows;

/** The SQL of the members of groups. */
final class GroupMemberTable {
    private static final String BY_RANK =
            " ORDER BY array_position(ARRAY['owner', 'admin', 'moderator', 'member'], role), created_at, member_id";

    private static final RowMapper<GroupMember> MEMBER = RecordRows.of(GroupMember.class);

    private static final RowMapper<Seat> SEAT = RecordRows.of(Seat.class);

    private final JdbcClient sql;

    GroupMemberTable(JdbcClient sql) {
        this.sql = sql;
    }

    /** Makes them a member; an empty result where they were one before. */
    Optional<GroupMember> join(String id, UUID memberId, Role role, Instant now) {
        return sql.sql("""
            INSERT INTO annotation_group_members (group_id, member_id, role, created_at, updated_at)
            VALUES (:id, :member, :role, :now, :now) ON CONFLICT DO NOTHING RETURNING *
            """)
                .param("id", id)
                .param("member", memberId)
                .param("role", role.word())
                .param("now", now)
                .query(MEMBER)
                .optional();
    }

    /** A member in a group. */
    record Seat(String groupId, UUID memberId) {}

    /** Makes all of them members; those who were none before. */
    List<Seat> join(List<Seat> seats, Instant now) {
        return sql.sql("""
            INSERT INTO annotation_group_members (group_id, member_id, role, created_at, updated_at)
            SELECT wanted.group_id, wanted.member_id, 'member', :now, :now
            FROM unnest(:groups::text[], :members::uuid[]) AS wanted (group_id, member_id)
            ORDER BY wanted.group_id, wanted.member_id
            ON CONFLICT DO NOTHING RETURNING group_id, member_id
            """)
                .param("groups", seats.stream().map(Seat::groupId).toArray(String[]::new))
                .param("members", seats.stream().map(Seat::memberId).toArray(UUID[]::new))
                .param("now", now)
                .query(SEAT)
                .list();
    }

    /** Ends a membership and says what it was; empty where there was none. */
    Optional<GroupMember> leave(String id, UUID memberId) {
        return sql.sql("DELETE FROM annotation_group_members WHERE group_id = :id AND member_id = :member RETURNING *")
                .param("id", id)
                .param("member", memberId)
                .query(MEMBER)
                .optional();
    }

    Optional<GroupMember> changeRole(String id, UUID memberId, Role role, Instant now) {
        return sql.sql("""
            UPDATE annotation_group_members SET role = :role, updated_at = :now
            WHERE group_id = :id AND member_id = :member RETURNING *
            """)
                .param("id", id)
                .param("member", memberId)
                .param("role", role.word())
                .param("now", now)
                .query(MEMBER)
                .optional();
    }

    Optional<GroupMember> member(String id, UUID memberId) {
        return sql.sql("SELECT * FROM annotation_group_members WHERE group_id = :id AND member_id = :member")
                .param("id", id)
                .param("member", memberId)
                .query(MEMBER)
                .optional();
    }

    List<GroupMember> memberships(UUID memberId) {
        return sql.sql("""
            SELECT m.* FROM annotation_group_members m JOIN annotation_groups g ON g.id = m.group_id
            WHERE m.member_id = :member AND g.deleted_at IS NULL ORDER BY m.group_id
            """).param("member", memberId).query(MEMBER).list();
    }

    List<GroupMember> members(String id, long offset, int most) {
        return sql.sql("""
            SELECT * FROM annotation_group_members WHERE group_id = :id ORDER BY created_at, member_id
            OFFSET :offset LIMIT :most
            """)
                .param("id", id)
                .param("offset", offset)
                .param("most", most)
                .query(MEMBER)
                .list();
    }

    /** Those with at least this role, the highest first, then the longest. */
    List<GroupMember> withRole(String id, Role least, int most) {
        return sql.sql("SELECT * FROM annotation_group_members WHERE group_id = :id AND role = ANY (:roles)" + BY_RANK
                        + " LIMIT :most")
                .param("id", id)
                .param(
                        "roles",
                        Arrays.stream(Role.values())
                                .filter(role -> role.atLeast(least))
                                .map(Role::word)
                                .toArray(String[]::new))
                .param("most", most)
                .query(MEMBER)
                .list();
    }

    /** The member highest in rank, and among equals the longest in the group. */
    Optional<GroupMember> first(String id) {
        return sql.sql("SELECT * FROM annotation_group_members WHERE group_id = :id" + BY_RANK + " LIMIT 1")
                .param("id", id)
                .query(MEMBER)
                .optional();
    }

    long size(String id) {
        return sql.sql("SELECT count(*) FROM annotation_group_members WHERE group_id = :id")
                .param("id", id)
                .query(Long.class)
                .single();
    }
}
