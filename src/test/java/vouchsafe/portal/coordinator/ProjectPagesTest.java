package vouchsafe.portal.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.projects.MasterTokens;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.projects.TestProjects;

class ProjectPagesTest {
    private static final String CREATE = "/direct-sharing/projects/oauth2/create/";
    private static final String MANAGE = "/direct-sharing/projects/manage/";
    private static final Pattern SECRET = Pattern.compile("<code class=\"mono\">([A-Za-z0-9]{64})</code>");

    private final TestServer server = TestServer.shared();
    private final Projects projects = server.bean(Projects.class);
    private final Clients clients = server.bean(Clients.class);
    private final Member coordinator = server.member();
    private final WebSession browser = server.signedIn(coordinator);

    @Test
    void a_stranger_is_sent_to_sign_in() {
        for (String path : new String[] {MANAGE, CREATE, "/direct-sharing/projects/oauth2/some-project/"}) {
            HttpResponse<String> answer = server.browser().get(path);
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/account/login/");
        }
    }

    @Test
    void another_member_and_an_unknown_name_get_the_same_404() {
        Project project = TestProjects.create(coordinator.id()).project();
        WebSession other = server.signedIn(server.member());
        assertThat(other.get(project.detailPath()).statusCode()).isEqualTo(404);
        assertThat(other.get("/direct-sharing/projects/oauth2/update/" + project.slug() + "/")
                        .statusCode())
                .isEqualTo(404);
        assertThat(browser.get("/direct-sharing/projects/oauth2/never-made/").statusCode())
                .isEqualTo(404);
        assertThat(server.signedIn(server.administrator())
                        .get(project.detailPath())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void another_member_cannot_change_anything() {
        Project project = TestProjects.create(coordinator.id()).project();
        WebSession other = server.signedIn(server.member());
        other.get(CREATE);
        String update = "/direct-sharing/projects/oauth2/update/" + project.slug() + "/";
        assertThat(other.post(update, TestProjects.form()).statusCode()).isEqualTo(404);
        assertThat(other.post(project.detailPath(), Map.of("refresh_token", "refresh_token"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(other.post(project.detailPath() + "secrets/", Map.of("retire", "now"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(projects.find(project.id())).contains(project);
    }

    @Test
    void a_project_is_created_and_its_secrets_are_shown() {
        assertThat(browser.get(MANAGE).body())
                .contains("You have no OAuth2 projects.")
                .contains("Create a new OAuth2 data request project");
        Map<String, String> form = TestProjects.form();
        HttpResponse<String> answer = browser.submit(CREATE, form);
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains(MANAGE);
        Project project = projects.byCoordinator(coordinator.id()).getFirst();
        assertThat(browser.get(MANAGE).body()).contains(form.get("name"), project.detailPath(), "shown once");

        String detail = browser.get(project.detailPath()).body();
        Matcher secrets = SECRET.matcher(detail);
        assertThat(secrets.find()).isTrue();
        Client client = clients.find(project.clientRowId()).orElseThrow();
        assertThat(clients.authenticate(client, secrets.group(1))).isTrue();
        assertThat(secrets.find()).isTrue();
        assertThat(server.bean(MasterTokens.class).judge(secrets.group(1)))
                .isInstanceOf(MasterTokens.Verdict.Good.class);
        assertThat(detail)
                .contains(client.clientId())
                .contains(server.url("/direct-sharing/projects/oauth2/authorize/"))
                .contains(server.url("/oauth2/token/"))
                .contains(server.url("/api/direct-sharing/project/exchange-member/"));
        assertThat(browser.get(project.detailPath()).body())
                .as("a reload loses nothing")
                .contains(secrets.group(1));
    }

    @Test
    void EN_02_a_secret_waiting_to_be_shown_is_not_readable_in_the_database() {
        browser.submit(CREATE, TestProjects.form());
        String stored = server.bean(JdbcClient.class)
                .sql("SELECT coalesce(string_agg(encode(attribute_bytes, 'escape'), ''), '') FROM"
                        + " browser_sessions_attributes")
                .query(String.class)
                .single();
        String detail = browser.get(
                        projects.byCoordinator(coordinator.id()).getFirst().detailPath())
                .body();
        Matcher secret = SECRET.matcher(detail);
        assertThat(secret.find()).isTrue();
        assertThat(stored).doesNotContain(secret.group(1));
    }

    @Test
    void a_form_with_errors_comes_back_filled_with_a_message_beside_each_field() {
        HttpResponse<String> answer = browser.submit(
                CREATE, TestProjects.form("name", "x".repeat(101), "redirect_url", "not a url", "leader", "Eve <b>"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("Ensure this value has at most 100 characters (it has 101).")
                .contains("id=\"id_redirect_url_error\"")
                .contains("href=\"#id_name\">Project name</a>: Ensure")
                .contains("Eve &lt;b>")
                .doesNotContain("Eve <b>");
        assertThat(projects.byCoordinator(coordinator.id())).isEmpty();
    }

    @Test
    void a_preview_saves_nothing_and_shows_what_members_would_see() {
        HttpResponse<String> answer =
                browser.submit(CREATE, TestProjects.form("preview", "preview", "request_message_permission", "True"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("What members will see", "To send you messages.");
        assertThat(projects.byCoordinator(coordinator.id())).isEmpty();
    }

    @Test
    void an_edit_keeps_what_was_not_touched_and_closes_the_project() {
        Project project =
                TestProjects.create(coordinator.id(), "erasure_supported", "on").project();
        String update = "/direct-sharing/projects/oauth2/update/" + project.slug() + "/";
        assertThat(browser.get(update).body()).contains("https://app.example.org/callback");
        Map<String, String> form = TestProjects.form("name", project.name(), "active", "False");
        assertThat(browser.post(update, form).statusCode()).isEqualTo(303);
        Project closed = projects.find(project.id()).orElseThrow();
        assertThat(closed.active()).isFalse();
        assertThat(closed.details().leaving().erasureSupported()).isFalse();
        assertThat(closed.version()).isEqualTo(1);
    }

    @Test
    void a_source_that_is_not_offered_is_refused() {
        Project unapproved = TestProjects.create(coordinator.id(), "returned_data_description", "Steps")
                .project();
        HttpResponse<String> answer =
                browser.submit(CREATE, TestProjects.form("requested_sources", Integer.toString(unapproved.id())));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("is not one of the available choices.");
    }

    @Test
    void a_script_refreshes_the_master_token_on_the_detail_page_and_reads_it_there() {
        Project project = TestProjects.create(coordinator.id()).project();
        HttpResponse<String> answer = browser.submit(project.detailPath(), Map.of("refresh_token", "refresh_token"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        Matcher token = SECRET.matcher(answer.body());
        assertThat(token.find()).isTrue();
        assertThat(server.bean(MasterTokens.class).judge(token.group(1))).isInstanceOf(MasterTokens.Verdict.Good.class);
        assertThat(browser.get(project.detailPath()).body())
                .as("a reload loses nothing")
                .contains(token.group(1));
    }

    @Test
    void CA_08_two_secrets_work_side_by_side_until_the_old_one_is_retired() {
        var made = TestProjects.create(coordinator.id());
        Project project = made.project();
        String old = made.clientSecret().reveal();
        assertThat(browser.submit(project.detailPath(), Map.of()).statusCode()).isEqualTo(200);
        assertThat(browser.post(project.detailPath() + "secrets/", Map.of("retire", "week"))
                        .statusCode())
                .isEqualTo(303);
        Matcher shown = SECRET.matcher(browser.get(project.detailPath()).body());
        assertThat(shown.find()).isTrue();
        String fresh = shown.group(1);
        assertThat(works(project, old)).isTrue();
        assertThat(works(project, fresh)).isTrue();

        browser.post(project.detailPath() + "secrets/", Map.of("retire", "week"));
        assertThat(browser.get(project.detailPath()).body()).contains("Two secrets work already");

        browser.post(project.detailPath() + "secrets/", Map.of("retire", "now"));
        assertThat(works(project, old)).isFalse();
        assertThat(works(project, fresh)).isFalse();
    }

    @Test
    void a_single_secret_is_retired_by_its_button() {
        var made = TestProjects.create(coordinator.id());
        Project project = made.project();
        String detail = browser.get(project.detailPath()).body();
        Matcher button = Pattern.compile("action=\"([^\"]+/retire/)\"").matcher(detail);
        assertThat(button.find()).isTrue();
        assertThat(browser.post(button.group(1), Map.of()).statusCode()).isEqualTo(303);
        assertThat(works(project, made.clientSecret().reveal())).isFalse();
        assertThat(browser.post(project.detailPath() + "secrets/not-an-id/retire/", Map.of())
                        .statusCode())
                .isBetween(400, 404);
    }

    @Test
    void only_an_administrator_lets_a_project_ask_for_every_source() {
        Project project = TestProjects.create(coordinator.id()).project();
        String path = project.detailPath() + "administration/";
        browser.get(project.detailPath());
        assertThat(browser.post(path, Map.of("all_sources_access", "on")).statusCode())
                .isEqualTo(404);
        WebSession administrator = server.signedIn(server.administrator());
        administrator.get(project.detailPath());
        assertThat(administrator.post(path, Map.of("all_sources_access", "on")).statusCode())
                .isEqualTo(303);
        Project changed = projects.find(project.id()).orElseThrow();
        assertThat(changed.allSourcesAccess()).isTrue();
        assertThat(changed.version()).isEqualTo(2);
    }

    private boolean works(Project project, String secret) {
        return clients.authenticate(clients.find(project.clientRowId()).orElseThrow(), secret);
    }
}
