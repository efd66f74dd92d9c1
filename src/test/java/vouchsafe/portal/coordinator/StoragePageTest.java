package vouchsafe.portal.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.MultipartForm;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Members;
import vouchsafe.audit.Actor;
import vouchsafe.files.ProjectAllowance;
import vouchsafe.files.Quotas;
import vouchsafe.files.TestFiles;
import vouchsafe.projects.Project;

/** How much is stored, as those see it whom it concerns. */
class StoragePageTest {
    private final TestServer server = TestServer.shared();
    private final Quotas quotas = server.bean(Quotas.class);
    private final TestFiles files = TestFiles.create();
    private final Project project = files.app.project();
    private final String path = "/direct-sharing/projects/storage/" + project.slug() + "/";

    private WebSession coordinator() {
        return server.signedIn(
                server.bean(Members.class).find(project.coordinatorId()).orElseThrow());
    }

    @Test
    void a_coordinator_sees_what_is_used_and_cannot_change_what_is_allowed() {
        files.upload("night.csv", "x".repeat(2048));
        WebSession browser = coordinator();
        String page = browser.get(path).body();
        assertThat(page).contains("2 kB of 500 GB").contains("1 of 1000000").contains("An administrator");
        assertThat(page).doesNotContain("name=\"size\"");
        assertThat(browser.get(project.detailPath()).body()).contains(path).contains("(2 kB of 500 GB)");
        assertThat(browser.post(path, Map.of("size", "5TB")).statusCode()).isEqualTo(404);
        assertThat(server.signedIn(server.member()).get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void an_administrator_allows_a_project_more_or_less() {
        WebSession administrator = server.signedIn(server.administrator());
        assertThat(administrator.get(path).body()).contains("The setting: 500 GB.");
        Map<String, String> wanted = Map.of("size", "1500MB", "files", "0", "day_size", "", "day_files", "12");
        assertThat(administrator.post(path, wanted).statusCode()).isEqualTo(303);
        assertThat(quotas.allowance(project.id())).isEqualTo(new ProjectAllowance(0L, 1500L * 1024 * 1024, 12L, null));
        assertThat(administrator.get(path).body())
                .contains("value=\"1500MB\"")
                .contains("value=\"12\"")
                .contains("of 1.5 GB")
                .contains("no limit");
        assertThat(server.bean(JdbcClient.class)
                        .sql("SELECT detail->>'bytes' FROM audit_events WHERE kind = 'project.storage_allowed'"
                                + " AND client_id = :client")
                        .param("client", project.clientRowId())
                        .query(String.class)
                        .list())
                .containsExactly("1572864000");
        assertThat(administrator
                        .post(path, Map.of("size", "", "files", "", "day_size", "", "day_files", ""))
                        .statusCode())
                .isEqualTo(303);
        assertThat(quotas.allowance(project.id())).isEqualTo(ProjectAllowance.SETTINGS);
    }

    @Test
    void what_is_no_size_is_said_beside_its_field() {
        WebSession administrator = server.signedIn(server.administrator());
        administrator.get(path);
        for (String wrong : new String[] {"-1", "much", "5 GB too many", "99999999999999999999TB", "\u0661GB"}) {
            var answer = administrator.post(path, Map.of("size", wrong, "files", "1e3"));
            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
            assertThat(answer.body())
                    .contains("Write a size such as 500MB")
                    .contains("Write a whole number")
                    .contains("value=\"1e3\"");
        }
        assertThat(quotas.allowance(project.id())).isEqualTo(ProjectAllowance.SETTINGS);
    }

    @Test
    void storage_that_is_nearly_full_is_said_on_the_projects_page() {
        quotas.allow(
                project.id(), project.clientRowId(), new ProjectAllowance(null, 100L, null, null), Actor.COMMAND_LINE);
        files.upload("night.csv", "x".repeat(89));
        assertThat(coordinator().get(project.detailPath()).body()).doesNotContain("Storage is nearly full");
        files.upload("dawn.csv", "x");
        assertThat(coordinator().get(project.detailPath()).body()).contains("Storage is nearly full");
    }

    @Test
    void a_member_sees_their_room_and_is_told_when_a_file_does_not_fit() {
        files.upload("night.csv", "x".repeat(2048));
        WebSession browser = server.signedIn(files.member);
        assertThat(browser.get("/member/me/data/").body())
                .contains("2 kB of 50 GB used")
                .contains("1 of 100000 files");
        server.bean(JdbcClient.class)
                .sql("UPDATE member_storage SET bytes = :bytes WHERE member_id = :member")
                .param("member", files.member.id())
                .param("bytes", quotas.settings().member().bytes() - 1)
                .update();
        browser.get(project.activityPath() + "upload/");
        MultipartForm form = new MultipartForm()
                .fields(Map.of("csrfmiddlewaretoken", browser.csrf()))
                .fields(Map.of("description", "two bytes"))
                .file("data_file", "two.csv", "xx".getBytes(StandardCharsets.UTF_8));
        String back = browser.send(form.to(server.url("/member/me/upload/" + project.id() + "/")))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        var refused = browser.get(back);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("There is no room for it beside your other files");
        assertThat(browser.get("/member/me/data/").body()).contains("Delete some to make room");
    }
}
