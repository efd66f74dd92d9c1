package vouchsafe.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.db.Transactions;
import vouchsafe.files.DataFiles;
import vouchsafe.files.FileScope;
import vouchsafe.files.StoredFiles;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.projects.TestProjects;

/** What is kept in memory is forgotten whoever changes it: the statements here pass by everything that a node does itself. */
class RowsInMemoryTest {
    private final TestServer server = TestServer.shared();
    private final JdbcClient sql = server.bean(JdbcClient.class);
    private final Members members = server.bean(Members.class);
    private final Projects projects = server.bean(Projects.class);
    private final DataFiles files = server.bean(DataFiles.class);

    private void change(String statement, Object id) {
        assertThat(sql.sql(statement).param("id", id).update()).isPositive();
    }

    private String name(UUID member) {
        return members.find(member).orElseThrow().name();
    }

    @Test
    void members_that_somebody_else_changes() {
        Member member = server.member();
        assertThat(name(member.id())).isNotEqualTo("Renamed");
        change("UPDATE members SET name = 'Renamed' WHERE id = :id", member.id());
        await().untilAsserted(() -> assertThat(name(member.id())).isEqualTo("Renamed"));
    }

    @Test
    void more_members_than_one_announcement_names() {
        Set<UUID> all =
                IntStream.range(0, 3).mapToObj(i -> server.member().id()).collect(Collectors.toSet());
        assertThat(members.find(all)).hasSize(3);
        UUID[] many = Stream.concat(
                        all.stream(),
                        sql
                                .sql("INSERT INTO members (id, username, name, email, status, created_at) SELECT"
                                        + " gen_random_uuid(), 'many' || replace(gen_random_uuid()::text, '-', ''),"
                                        + " '', '', 'active', now() FROM generate_series(1, 400) RETURNING id")
                                .query(UUID.class)
                                .list()
                                .stream())
                .toArray(UUID[]::new);
        change("UPDATE members SET name = 'One of many' WHERE id = ANY (:id)", many);
        await().untilAsserted(() -> assertThat(members.find(all).values())
                .allSatisfy(member -> assertThat(member.name()).isEqualTo("One of many")));
    }

    @Test
    void projects_and_their_badges() {
        Project project = TestProjects.create(server.member().id()).project();
        assertThat(projects.find(project.id())).contains(project);
        assertThat(projects.bySlug(project.slug())).contains(project);
        change("UPDATE projects SET name = 'Another name' WHERE id = :id", project.id());
        await().untilAsserted(() -> assertThat(projects.byClient(project.clientRowId()))
                .hasValueSatisfying(now -> assertThat(now.name()).isEqualTo("Another name")));

        change(
                "INSERT INTO project_badges (project_id, png, digest, created_at) VALUES (:id, '', 'abc', now())",
                project.id());
        await().untilAsserted(() -> assertThat(badge(project)).isEqualTo("abc"));
        change("UPDATE project_badges SET digest = 'def' WHERE project_id = :id", project.id());
        await().untilAsserted(() -> assertThat(badge(project)).isEqualTo("def"));
        change("DELETE FROM project_badges WHERE project_id = :id", project.id());
        await().untilAsserted(() -> assertThat(badge(project)).isNull());
    }

    private @Nullable String badge(Project project) {
        return projects.find(project.id()).orElseThrow().badgeDigest();
    }

    @Test
    void files_and_their_number() {
        Member member = server.member();
        Project project = TestProjects.create(server.member().id()).project();
        FileScope all = FileScope.all(member.id());
        assertThat(files.firstPage(all).count()).isZero();
        List<Long> ids = StoredFiles.add(member.id(), project, 3);
        await().untilAsserted(() -> assertThat(files.firstPage(all).count()).isEqualTo(3));
        change("UPDATE data_files SET basename = 'other.txt' WHERE id = :id", ids.getFirst());
        await().untilAsserted(() ->
                assertThat(files.firstPage(all).files().getFirst().basename()).isEqualTo("other.txt"));
        change("DELETE FROM data_files WHERE id = :id", ids.getFirst());
        await().untilAsserted(() ->
                assertThat(files.first(List.of(all), 1).getFirst().count()).isEqualTo(2));
    }

    @Test
    void a_transaction_sees_what_it_changed_and_others_do_not_before_it_ends() {
        Member member = server.member();
        String before = name(member.id());
        server.bean(Transactions.class).callOrUndo(undo -> {
            change("UPDATE members SET name = 'Never' WHERE id = :id", member.id());
            assertThat(name(member.id())).isEqualTo("Never");
            undo.run();
            return true;
        });
        assertThat(name(member.id())).isEqualTo(before);
    }
}
