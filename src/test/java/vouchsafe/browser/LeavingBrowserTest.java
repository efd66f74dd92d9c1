package vouchsafe.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.projects.TestProjects;

/** On-site projects from creation to the member's arrival, and leaving until the project confirmed the erasure. */
class LeavingBrowserTest extends BrowserTest {

    @Test
    void an_on_site_project_is_made_and_a_member_joins_it() {
        Member coordinator = server.member();
        signIn(coordinator.username(), TestServer.PASSWORD);
        picture(open("/direct-sharing/projects/manage/"), "projects-none");
        page.click("text=Create a new on-site data request project");
        page.check("#id_is_study_1");
        page.fill("#id_name", "Tea and sleep");
        page.fill("#id_leader", "Ada Example");
        page.check("#id_is_academic_or_nonprofit_1");
        page.check("#id_explore_share");
        page.fill("#id_contact_email", "tea@example.org");
        page.fill("#id_info_url", "https://example.org/tea");
        page.fill("#id_short_description", "Does tea change how you sleep?");
        page.fill("#id_long_description", "We ask about tea.");
        page.check("#id_request_message_permission_1");
        page.check("#id_request_username_access_2");
        page.fill(
                "#id_consent_text",
                "## What happens\n\n"
                        + "You answer **ten questions** about tea.\n\n"
                        + "* You can stop at any time.\n"
                        + "* We publish averages only.\n\n"
                        + "## Risks\n\n"
                        + "None that we know of. Write to [us](mailto:tea@example.org).");
        page.fill("#id_post_sharing_url", "https://survey.example.org/start?member=PROJECT_MEMBER_ID");
        page.click("text=Preview what members see");
        assertThat(page.locator("#preview ~ .prose, .card .prose").first()).containsText("ten questions");
        picture(page, "on-site-preview");
        page.click("text=Create project");
        page.waitForURL("**/direct-sharing/projects/manage/");
        picture(page, "projects-manage-both");
        page.click("table >> text=Tea and sleep");
        assertThat(page.locator("main")).containsText("Signup URL");
        assertThat(page.locator("main")).not().containsText("Client secret");
        picture(page, "on-site-detail");
        Project project =
                server.bean(Projects.class).byCoordinator(coordinator.id()).getFirst();

        Member member = server.member();
        page.context().clearCookies();
        open(project.activityPath());
        page.click("text=Join study");
        assertThat(page.locator("main")).containsText("to join \"Tea and sleep\"");
        page.fill("[name=login]", member.username());
        page.fill("[name=password]", TestServer.PASSWORD);
        page.click("main button[type=submit]");
        assertThat(page.locator("h1")).containsText("Join 'Tea and sleep'");
        picture(page, "on-site-join");
        page.click("button:has-text('Accept')");
        assertThat(page.locator("h1")).containsText("Authorize 'Tea and sleep'");
        picture(page, "on-site-authorize");
        page.click("button:has-text('Authorize project')");
        page.waitForURL("https://survey.example.org/**");

        Grant grant = server.bean(Grants.class)
                .find(project.clientRowId(), member.id())
                .orElseThrow();
        assertThat(page.url()).isEqualTo("https://survey.example.org/start?member=" + grant.subject());
        open("/member/me/connections/" + grant.id() + "/");
        page.click("text=Signed receipts");
        assertThat(page.locator("main")).containsText("ten questions");
        picture(page, "receipts");
        Download download = page.waitForDownload(() -> page.click("text=Download signed receipt"));
        assertThat(download.suggestedFilename()).isEqualTo("receipt-" + grant.subject() + "-1.json");
    }

    @Test
    void a_member_leaves_has_the_data_erased_and_sees_that_the_project_confirmed() {
        Member coordinator = server.member();
        Member member = server.member();
        TestApp app =
                TestApp.create(coordinator, Map.of("erasure_supported", "on", "name", "Steps " + member.username()));
        app.connect(server.signedIn(member));
        String withdrawals =
                "/direct-sharing/projects/withdrawn-members/" + app.project().slug() + "/";
        signIn(member.username(), TestServer.PASSWORD);
        open("/member/me/connections/");
        page.click("main .button-danger");
        page.check("[name=erasure_requested]");
        page.click("text=Withdraw & revoke authorization");
        assertThat(page.locator("main")).containsText("the project has not confirmed it");
        picture(page, "erasure-asked");

        page.context().clearCookies();
        signIn(coordinator.username(), TestServer.PASSWORD);
        open(withdrawals);
        picture(page, "withdrawals-erasure");
        page.onDialog(dialog -> dialog.accept());
        page.click("button:has-text('Confirm erasure')");
        assertThat(page.locator(".flash")).containsText("The member can see it");
        assertThat(page.locator("table")).containsText("confirmed");

        page.context().clearCookies();
        signIn(member.username(), TestServer.PASSWORD);
        open("/member/me/connections/");
        assertThat(page.locator("main table")).containsText("confirmed");
        page.click("main table a");
        assertThat(page.locator("main")).containsText("The project confirmed that it deleted your data.");
        picture(page, "erasure-confirmed");
    }

    @Test
    void the_pages_about_a_project_s_webhook_its_coordinator_its_kind_and_its_end() {
        Member administrator = server.administrator();
        Project project = TestProjects.create(
                        administrator.id(), "deauth_webhook", "https://app.example.org/hook", "name", "Rain and mood")
                .project();
        signIn(administrator.username(), TestServer.PASSWORD);
        open("/direct-sharing/projects/webhooks/" + project.slug() + "/");
        page.click("text=Make a new secret");
        assertThat(page.locator("main")).containsText("shown this once");
        picture(page, "webhook-settings");
        open("/direct-sharing/projects/stewardship/" + project.slug() + "/");
        page.fill("#id_username", "nobody_at_all");
        page.click("button:has-text('Ask them')");
        picture(page, "stewardship");
        picture(open(project.detailPath() + "convert/"), "convert");
        open("/direct-sharing/projects/stewardship/" + project.slug() + "/");
        page.check("[name=sure]");
        page.click("button:has-text('Close project')");
        assertThat(page.locator("main")).containsText("This project is closed");
        picture(page, "project-closed");
        picture(open(project.activityPath()), "activity-closed");
    }

    @Test
    void a_project_whose_coordinator_was_suspended_goes_on_when_an_administrator_says_so() {
        Member administrator = server.administrator();
        Member coordinator = server.member();
        Project project =
                TestProjects.create(coordinator.id(), "name", "Rain and mood").project();
        signIn(administrator.username(), TestServer.PASSWORD);
        String account = "/admin/members/" + coordinator.username() + "/";
        open(account);
        page.fill("[name=reason]", "To see what happens.");
        page.click("button:has-text('Suspend')");
        String stewardship = "/direct-sharing/projects/stewardship/" + project.slug() + "/";
        open(stewardship);
        assertThat(page.locator("main")).containsText("paused");
        picture(page, "stewardship-paused");
        Member next = server.member();
        page.fill("#id_username", next.username());
        page.click("button:has-text('Ask them')");
        WebSession theirs = server.signedIn(next);
        theirs.get("/account/");
        theirs.post(stewardship + "accept/", Map.of());
        open(stewardship);
        picture(page, "stewardship-may-go-on");
        page.click("button:has-text('Let it go on')");
        assertThat(page.locator(".flash")).containsText("goes on");
        assertThat(page.locator("main")).not().containsText("is paused");
    }
}
