package vouchsafe.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.projects.TestProjects;

class ProjectBrowserTest extends BrowserTest {

    @Test
    void a_coordinator_creates_a_project_edits_it_and_closes_it() {
        Member coordinator = server.member();
        signIn(coordinator.username(), TestServer.PASSWORD);
        open("/direct-sharing/projects/manage/");
        picture(page, "projects-manage-empty");
        page.click("text=Create a new OAuth2 data request project");
        picture(page, "project-create");

        page.evaluate("document.querySelector('main form').noValidate = true");
        page.fill("#id_redirect_url", "http://example.org/#fragment");
        page.click("text=Create project");
        assertThat(page.textContent(".error-summary")).contains("things need mending");
        picture(page, "project-create-errors");

        page.check("#id_is_study_2");
        page.fill("#id_name", "Sleep and weather");
        page.fill("#id_leader", "Ada Example");
        page.fill("#id_organization", "Example Institute");
        page.check("#id_is_academic_or_nonprofit_1");
        page.check("#id_explore_share");
        page.fill("#id_contact_email", "sleep@example.org");
        page.fill("#id_info_url", "https://example.org/sleep");
        page.fill("#id_short_description", "Does the weather change how you sleep?");
        page.fill("#id_long_description", "We compare your nights with the weather.\n\nYou get a **chart** back.");
        page.check("#id_request_message_permission_1");
        page.check("#id_request_username_access_2");
        page.fill("#id_enrollment_url", "https://app.example.org/start");
        page.fill("#id_terms_url", "https://app.example.org/terms");
        page.fill("#id_redirect_url", "https://app.example.org/callback");
        page.click("text=Preview what members see");
        assertThat(page.textContent("main")).contains("To send you messages.");
        picture(page, "project-preview");
        page.click("text=Create project");
        page.waitForURL("**/direct-sharing/projects/manage/");
        picture(page, "projects-manage");

        page.click("table >> text=Sleep and weather");
        assertThat(page.textContent("main")).contains("Your client secret, shown this once");
        picture(page, "project-detail");
        page.reload();
        assertThat(page.textContent("main")).contains("Your client secret, shown this once");
        page.click("text=I have saved it >> nth=0");
        assertThat(page.textContent("main")).doesNotContain("Your client secret, shown this once");

        page.click("text=Edit >> nth=0");
        page.check("#id_active_2");
        page.click("text=Update project");
        page.waitForURL("**/direct-sharing/projects/manage/");
        assertThat(page.textContent("main")).contains("Not active");
        Project project =
                server.bean(Projects.class).byCoordinator(coordinator.id()).getFirst();
        assertThat(project.active()).isFalse();
        picture(open(project.activityPath()), "activity-not-active");
        picture(open("/direct-sharing/authorize-inactive/"), "authorize-inactive");
    }

    @Test
    void a_project_is_approved_from_request_to_decision() {
        Member coordinator = server.member();
        Member reviewer = server.administrator();
        Project project = TestProjects.create(coordinator.id(), "name", "Steps and pollen " + coordinator.username())
                .project();
        signIn(coordinator.username(), TestServer.PASSWORD);
        open(project.detailPath());
        page.click("a:has-text('Ask for approval')");
        page.fill("#id_message", "We keep data on one server and delete it after a year.");
        page.check("#id_guidelines");
        picture(page, "approval-ask");
        page.click("main button:has-text('Ask for approval')");
        page.waitForURL("**/review/");
        picture(page, "approval-public");

        page.context().clearCookies();
        signIn(reviewer.username(), TestServer.PASSWORD);
        picture(open("/review/"), "review-queue");
        page.click("text=" + project.name());
        picture(page, "review-decide");
        page.fill("#id_reason", "Clear and careful.");
        page.click("button[value=APPROVE]");
        page.waitForURL("**/review/");
        assertThat(page.textContent("main")).contains("approved the project", "Clear and careful.");
        assertThat(server.bean(Projects.class).find(project.id()).orElseThrow().approved())
                .isTrue();
        picture(open(project.activityPath()), "activity");
        picture(open("/explore-share/"), "explore-share");
        picture(open("/direct-sharing/in-development/"), "in-development");
    }
}
