package vouchsafe.portal.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.projects.Project;
import vouchsafe.projects.TestProjects;

class CataloguePagesTest {
    private final TestServer server = TestServer.shared();
    private final WebSession stranger = server.browser();
    private final Member coordinator = server.member();

    @Test
    void a_project_stands_in_the_list_of_its_state() {
        Project project = create("add_data", "on", "returned_data_description", "Your steps, counted");
        assertThat(listed("/direct-sharing/in-development/", project)).isTrue();
        assertThat(listed("/explore-share/", project)).isFalse();
        approve(project);
        assertThat(listed("/direct-sharing/in-development/", project)).isFalse();
        assertThat(listed("/explore-share/", project)).isTrue();
        assertThat(listed("/add-data/", project)).isTrue();
        set(project, "active = false");
        assertThat(listed("/explore-share/", project)).isFalse();
        assertThat(listed("/add-data/", project)).isFalse();
    }

    @Test
    void everyone_sees_what_a_project_asks_for_and_where_to_join() {
        Project project = create("request_username_access", "True", "is_study", "True");
        HttpResponse<String> page = stranger.get(project.activityPath());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("In development", "Your username.", "Join study")
                .contains("href=\"https://app.example.org/start\"")
                .contains("You get a <strong>chart</strong>.");
        set(project, "active = false");
        assertThat(stranger.get(project.activityPath()).body())
                .contains("nobody new can join")
                .doesNotContain("Join study");
        assertThat(stranger.get("/activity/never-made/").statusCode()).isEqualTo(404);
    }

    @Test
    void a_description_cannot_bring_html_scripts_or_pictures() {
        Project project = create(
                "long_description",
                "<script>alert(1)</script> [x](javascript:alert(1)) ![p](https://evil.example/p.png) # not a title\n\n"
                        + "# Title",
                "name",
                "<i>Sneaky</i>");
        String page = stranger.get(project.activityPath()).body();
        assertThat(page)
                .doesNotContain("<script>alert")
                .doesNotContain("javascript:alert(1)\"")
                .doesNotContain("evil.example/p.png\"")
                .doesNotContain("<i>Sneaky")
                .contains("<h3>Title</h3>");
    }

    @Test
    void the_page_for_projects_that_take_nobody_is_for_everyone() {
        HttpResponse<String> page = stranger.get("/direct-sharing/authorize-inactive/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Unfortunately, this project is not currently active.");
    }

    @Test
    void odd_page_cursors_are_no_server_errors() {
        assertThat(stranger.get("/explore-share/?after=x").statusCode()).isEqualTo(400);
        assertThat(stranger.get("/explore-share/?after=-5").statusCode()).isEqualTo(200);
        assertThat(stranger.get("/direct-sharing/badges/999999999.png").statusCode())
                .isEqualTo(404);
        assertThat(stranger.get("/direct-sharing/badges/x.png").statusCode()).isEqualTo(404);
    }

    /** Looks through every part of the list, as other tests fill it too. */
    private boolean listed(String path, Project project) {
        String next = path;
        while (true) {
            String page = stranger.get(next).body();
            if (page.contains("href=\"" + project.activityPath() + "\"")) {
                return true;
            }
            int more = page.indexOf(path + "?after=");
            if (more < 0) {
                return false;
            }
            next = page.substring(more, page.indexOf('"', more));
        }
    }

    private Project create(String... changes) {
        return TestProjects.create(coordinator.id(), changes).project();
    }

    private void approve(Project project) {
        set(project, "approved = true, approved_at = now()");
    }

    private void set(Project project, String change) {
        server.bean(JdbcClient.class)
                .sql("UPDATE projects SET " + change + " WHERE id = :id")
                .param("id", project.id())
                .update();
        TestServer.shared().heard();
    }
}
