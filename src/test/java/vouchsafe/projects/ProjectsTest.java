package vouchsafe.projects;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.TravelsInTime;
import vouchsafe.accounts.Member;
import vouchsafe.db.Transactions;
import vouchsafe.db.UuidV7;

@TravelsInTime
class ProjectsTest {
    private final TestServer server = TestServer.shared();
    private final Projects projects = server.bean(Projects.class);
    private final ProjectVersions versions = server.bean(ProjectVersions.class);
    private final JdbcClient sql = server.bean(JdbcClient.class);
    private final Member coordinator = server.member();

    @Test
    void a_slug_stays_when_the_name_changes_and_is_given_to_nobody_else() {
        String name = TestProjects.form().getOrDefault("name", "");
        Project first = create("name", name);
        Project second = create("name", name);
        assertThat(second.slug()).isEqualTo(first.slug() + "-2");
        Project renamed = update(first, "name", "Another name").project();
        assertThat(renamed.slug()).isEqualTo(first.slug());
        assertThat(renamed.name()).isEqualTo("Another name");
    }

    @Test
    void words_that_stand_in_paths_are_never_slugs() {
        assertThat(Slugs.candidate("Create", 1)).isEqualTo("create-project");
        assertThat(Slugs.candidate("  Übung & Schlaf!  ", 1)).isEqualTo("ubung-schlaf");
        assertThat(Slugs.candidate("研究", 1)).isEqualTo("untitled");
        assertThat(Slugs.candidate("x".repeat(80), 12)).hasSize(50).endsWith("-12");
    }

    @Test
    void EN_02_the_database_holds_no_secret_of_a_project_in_clear() {
        NewProject made = TestProjects.create(coordinator.id(), "webhook_secret", "a webhook secret!");
        String row = sql.sql("SELECT row_to_json(p)::text FROM projects p WHERE id = :id")
                .param("id", made.project().id())
                .query(String.class)
                .single();
        assertThat(row)
                .doesNotContain(made.masterToken().reveal())
                .doesNotContain("a webhook secret!")
                .doesNotContain(
                        java.util.HexFormat.of().formatHex("a webhook secret!".getBytes(StandardCharsets.UTF_8)));
        assertThat(server.bean(WebhookSettings.class)
                        .secrets(made.project().clientRowId())
                        .orElseThrow()
                        .getFirst()
                        .bytes())
                .isEqualTo("a webhook secret!".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void an_empty_webhook_secret_keeps_the_stored_one_and_a_ticked_box_removes_it() {
        Project project = create("webhook_secret", "0123456789abcdef");
        assertThat(update(project, "webhook_secret", "").project().webhookSecretSet())
                .isTrue();
        assertThat(update(project, "webhook_secret-clear", "on").project().webhookSecretSet())
                .isFalse();
    }

    @Test
    void a_change_of_what_is_asked_for_makes_a_version_and_any_other_change_does_not() {
        Project project = create();
        assertThat(update(project, "contact_email", "other@example.org")
                        .project()
                        .version())
                .isEqualTo(1);
        Project next = update(project, "request_username_access", "True").project();
        assertThat(next.version()).isEqualTo(2);
        assertThat(versions.difference(project.id(), 1, 2))
                .containsExactly(new RequestedDifference.UsernameAccess(true));
        assertThat(versions.difference(project.id(), 2, 1))
                .containsExactly(new RequestedDifference.UsernameAccess(false));
    }

    @Test
    void differences_name_sources_texts_and_permissions() {
        Project source = create();
        Project project = create();
        Map<String, String> form = TestProjects.form(
                "name", project.name(),
                "requested_sources", Integer.toString(source.id()),
                "request_message_permission", "True",
                "is_study", "True",
                "short_description", "Another purpose.");
        projects.update(project.id(), TestProjects.draft(form), coordinator.id());
        assertThat(versions.difference(project.id(), 1, 2))
                .containsExactly(
                        new RequestedDifference.SourceAdded(source.id()),
                        new RequestedDifference.MessagePermission(true),
                        new RequestedDifference.Kind(true),
                        new RequestedDifference.Text(
                                RequestedDifference.Subject.SHORT_DESCRIPTION,
                                "Looks at how well people sleep.",
                                "Another purpose."));
    }

    @Test
    void on_an_approved_project_a_wider_request_waits_and_a_narrower_one_does_not() {
        Project project = create("request_username_access", "True");
        approve(project);
        ProjectUpdate wider = update(
                project,
                "request_username_access",
                "True",
                "request_message_permission",
                "True",
                "organization",
                "Other");
        assertThat(wider).isInstanceOf(ProjectUpdate.WaitsForReview.class);
        assertThat(wider.project().version()).isEqualTo(1);
        assertThat(wider.project().requested()).isEqualTo(project.requested());
        assertThat(server.bean(ProjectChanges.class).waiting(project.id())).isPresent();

        ProjectUpdate narrower = update(project, "request_username_access", "False");
        assertThat(narrower).isInstanceOf(ProjectUpdate.Saved.class);
        assertThat(narrower.project().version()).isEqualTo(2);
        assertThat(server.bean(ProjectChanges.class).waiting(project.id())).isEmpty();
    }

    @Test
    void PT_23_a_master_token_is_found_by_its_hash_expires_and_is_replaced_at_once() {
        MasterTokens tokens = server.bean(MasterTokens.class);
        NewProject made = TestProjects.create(coordinator.id());
        String first = made.masterToken().reveal();
        assertThat(first).matches("[A-Za-z0-9]{64}");
        assertThat(tokens.judge(first)).isInstanceOf(MasterTokens.Verdict.Good.class);
        String second =
                tokens.replace(made.project(), coordinator.id()).orElseThrow().reveal();
        assertThat(tokens.judge(first)).isInstanceOf(MasterTokens.Verdict.Unknown.class);
        server.later(MasterTokens.LIFETIME);
        assertThat(tokens.judge(second)).isInstanceOf(MasterTokens.Verdict.Expired.class);
    }

    @Test
    void PT_08_of_25_parallel_joins_exactly_20_get_in() throws Exception {
        Project project = create();
        List<UUID> people =
                java.util.stream.Stream.generate(this::memberRow).limit(25).toList();
        // Fewer than the server has connections: waiting for one has an end, and this is about the lock.
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            List<Callable<JoinDecision>> joins = people.stream()
                    .map(person -> (Callable<JoinDecision>) () -> join(project, person, false))
                    .toList();
            int in = 0;
            for (Future<JoinDecision> join : executor.invokeAll(joins)) {
                in += join.get() instanceof JoinDecision.MayJoin ? 1 : 0;
            }
            assertThat(in).isEqualTo(20);
        }
        assertThat(projects.activeMembers(project)).isEqualTo(20);
        Transactions transactions = server.bean(Transactions.class);
        assertThat(transactions.<JoinDecision>call(() -> projects.lockForJoin(project, true)))
                .as("a member who is in may always authorize again")
                .isInstanceOf(JoinDecision.MayJoin.class);
        approve(project);
        assertThat(join(project, memberRow(), false)).isInstanceOf(JoinDecision.MayJoin.class);
    }

    @Test
    void PT_09_nobody_joins_a_project_that_is_not_active() {
        Project project = create("active", "False");
        assertThat(join(project, memberRow(), false)).isInstanceOf(JoinDecision.NotActive.class);
    }

    private JoinDecision join(Project project, UUID member, boolean alreadyActive) {
        return server.bean(Transactions.class).call(() -> {
            JoinDecision decision = projects.lockForJoin(project, alreadyActive);
            if (decision instanceof JoinDecision.MayJoin) {
                sql.sql("""
                    INSERT INTO grants (id, client_id, member_id, subject, status, version, scopes, sources,
                        all_sources, username_shared, messages_allowed, hidden, created_at, authorized_at)
                    VALUES (:id, :client, :member, :subject, 'active', 1, '{}', '{}', false, false, false, false,
                        now(), now())
                    """)
                        .param("id", UuidV7.next())
                        .param("client", project.clientRowId())
                        .param("member", member)
                        .param("subject", UUID.randomUUID().toString())
                        .update();
            }
            return decision;
        });
    }

    /** A member without a password: 25 of them should not cost 25 password hashes. */
    private UUID memberRow() {
        UUID id = UuidV7.next();
        sql.sql("INSERT INTO members (id, username, name, email, created_at) VALUES (:id, :name, 'Row', :name, now())")
                .param("id", id)
                .param("name", "row_" + id)
                .update();
        return id;
    }

    private void approve(Project project) {
        sql.sql("UPDATE projects SET approved = true, approved_at = now() WHERE id = :id")
                .param("id", project.id())
                .update();
        TestServer.shared().heard();
    }

    private Project create(String... changes) {
        return TestProjects.create(coordinator.id(), changes).project();
    }

    private ProjectUpdate update(Project project, String... changes) {
        Map<String, String> form = TestProjects.form(changes);
        if (!List.of(changes).contains("name")) {
            form.put("name", project.name());
        }
        return projects.update(project.id(), TestProjects.draft(form), coordinator.id());
    }
}
