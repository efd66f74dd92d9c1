package vouchsafe.publication;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.RecordRows;
import vouchsafe.projects.Project;

/**
 * The members whom everyone may know of: those who show a connection with an approved project, or share data publicly by
 * name. A member who does neither is listed nowhere.
 */
public final class PublicMembers {
    /** A member shows a connection while its grant is active and not hidden. */
    private static final String SHOWN = "g.status = 'active' AND NOT g.hidden AND p.approved";

    private static final String PUBLIC = """
         FROM active_members m WHERE (
            EXISTS (SELECT 1 FROM grant_displays g JOIN project_approvals p ON p.client_id = g.client_id
                    WHERE g.member_id = m.id AND
        """ + SHOWN + """
            ) OR EXISTS (SELECT 1 FROM public_sharing s JOIN project_approvals p ON p.id = s.project_id
                    JOIN grant_displays g ON g.client_id = p.client_id AND g.member_id = s.member_id
                    WHERE s.member_id = m.id AND NOT g.hidden))
            AND strpos(lower(m.username), lower(:username)) > 0 AND strpos(lower(m.name), lower(:name)) > 0
        """;

    private static final String OF_PROJECT = """
         FROM grant_displays g JOIN active_members m ON m.id = g.member_id
            JOIN project_approvals p ON p.client_id = g.client_id
         WHERE p.id = :project AND
        """ + SHOWN;

    private static final String BY_NAME = """
         FROM public_sharing s JOIN active_members m ON m.id = s.member_id
            JOIN project_approvals p ON p.id = s.project_id
            JOIN grant_displays g ON g.client_id = p.client_id AND g.member_id = s.member_id AND NOT g.hidden
        """;

    private static final RowMapper<PublicMember> MEMBER = RecordRows.of(PublicMember.class);

    private final JdbcClient sql;

    PublicMembers(JdbcClient sql) {
        this.sql = sql;
    }

    /** A member as the public knows them. */
    public record PublicMember(String username, String name) {}

    /** The number of these members whose username and name contain these texts, in any case. */
    public long count(String username, String name) {
        return sql.sql("SELECT count(*)" + PUBLIC)
                .param("username", username)
                .param("name", name)
                .query(Long.class)
                .single();
    }

    /** A page of these members, in the order in which they signed up. */
    public List<PublicMember> list(String username, String name, long offset, int most) {
        return sql.sql("SELECT m.username, m.name" + PUBLIC + " ORDER BY m.id LIMIT :most OFFSET :offset")
                .param("username", username)
                .param("name", name)
                .param("most", most)
                .param("offset", offset)
                .query(MEMBER)
                .list();
    }

    /** The member with this username, in any case. */
    public Optional<PublicMember> find(String username) {
        return sql.sql("SELECT m.username, m.name" + PUBLIC + " AND lower(m.username) = lower(:username)")
                .param("username", username)
                .param("name", "")
                .query(MEMBER)
                .optional();
    }

    /** The number of members who show that they share with this project. */
    public long countOf(Project project) {
        return sql.sql("SELECT count(*)" + OF_PROJECT)
                .param("project", project.id())
                .query(Long.class)
                .single();
    }

    /** A page of the members who show that they share with this project, in the order in which they joined. */
    public List<PublicMember> of(Project project, long offset, int most) {
        return sql.sql("SELECT m.username, m.name" + OF_PROJECT + " ORDER BY g.id LIMIT :most OFFSET :offset")
                .param("project", project.id())
                .param("most", most)
                .param("offset", offset)
                .query(MEMBER)
                .list();
    }

    /** Numbers of the approved projects whose connections this member shows. */
    public List<Integer> projectsOf(PublicMember member) {
        return sql.sql("SELECT p.id FROM grant_displays g JOIN active_members m ON m.id = g.member_id"
                        + " JOIN project_approvals p ON p.client_id = g.client_id WHERE m.username = :username AND "
                        + SHOWN
                        + " ORDER BY p.id")
                .param("username", member.username())
                .query(Integer.class)
                .list();
    }

    /** The usernames of members who share data publicly by name, for each of these projects, in one statement. */
    public Map<Integer, List<String>> usernamesBySource(Collection<Integer> projectIds) {
        Map<Integer, List<String>> usernames = new LinkedHashMap<>();
        sql.sql("SELECT s.project_id, m.username" + BY_NAME
                        + " WHERE s.project_id = ANY (:ids) ORDER BY s.project_id, m.username")
                .param("ids", projectIds.toArray(Integer[]::new))
                .query(row -> {
                    usernames
                            .computeIfAbsent(row.getInt("project_id"), none -> new ArrayList<>())
                            .add(row.getString("username"));
                });
        return usernames;
    }

    /** The number of members who share data publicly by name. */
    public long countSharing() {
        return sql.sql("SELECT count(DISTINCT s.member_id)" + BY_NAME)
                .query(Long.class)
                .single();
    }

    /** A page of the members who share data publicly by name, with the numbers of the projects that it comes from. */
    public Map<String, List<Integer>> sourcesByMember(long offset, int most) {
        Map<String, List<Integer>> sources = new LinkedHashMap<>();
        sql.sql("SELECT m.username, array_agg(s.project_id ORDER BY s.project_id) AS projects" + BY_NAME
                        + " GROUP BY m.id, m.username ORDER BY m.id LIMIT :most OFFSET :offset")
                .param("most", most)
                .param("offset", offset)
                .query(row -> {
                    sources.put(row.getString("username"), List.of((Integer[])
                            row.getArray("projects").getArray()));
                });
        return sources;
    }
}
