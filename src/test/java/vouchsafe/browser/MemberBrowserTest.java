package vouchsafe.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.projects.TestProjects;

/** A member's whole time with one project, in a real browser. */
class MemberBrowserTest extends BrowserTest {
    private static final String CALLBACK = "https://app.example.org/callback";
    private final Map<String, String> asks =
            Map.of("erasure_supported", "on", "request_message_permission", "True", "is_study", "True");

    @Test
    void a_member_authorizes_looks_at_the_connection_withdraws_and_comes_back() {
        TestApp app = TestApp.create(server.member(), asks);
        signIn(server.member().username(), TestServer.PASSWORD);
        picture(open("/member/me/connections/"), "connections-none");

        open(app.authorizePath(Map.of("state", "first")));
        page.click("text=Authorize project");
        assertThat(TestApp.query(callback())).containsEntry("state", "first");
        String code = TestApp.query(callback()).get("code");
        String accessToken = app.exchange(code).text("access_token");
        String number = app.exchangeMember(accessToken).text("project_member_id");

        picture(open("/member/me/connections/"), "connections");
        assertThat(page.locator("main")).containsText("Send you messages");
        page.click("text=History and sign-ins");
        page.locator("details summary").last().click();
        picture(page, "connection");
        picture(open("/member/me/joined/"), "joined");
        picture(open(app.project().activityPath()), "activity-of-a-member");
        page.click("text=Hide membership");
        assertThat(page.locator(".flash")).containsText("hidden");

        page.click("text=Leave project");
        picture(page, "leave");
        page.check("[name=erasure_requested]");
        page.click("text=Withdraw & revoke authorization");
        assertThat(page.locator(".flash")).containsText("You have withdrawn");
        assertThat(app.exchangeMember(accessToken).status()).isEqualTo(401);
        picture(open("/member/me/connections/"), "connections-ended");
        page.click("main table a");
        picture(page, "connection-ended");

        open(app.authorizePath(Map.of()));
        page.click("text=Authorize project");
        String fresh = app.exchange(TestApp.query(callback()).get("code")).text("access_token");
        assertThat(app.exchangeMember(fresh).text("project_member_id")).isEqualTo(number);
    }

    @Test
    void a_member_who_agreed_before_only_signs_in_and_is_back_at_the_app() {
        TestApp app = TestApp.create();
        Member member = server.member();
        app.connect(server.signedIn(member));
        open(app.authorizePath(Map.of("state", "again")));
        page.fill("[name=login]", member.username());
        page.fill("[name=password]", TestServer.PASSWORD);
        page.click("main button[type=submit]");
        assertThat(TestApp.query(callback())).containsEntry("state", "again").containsKey("code");
    }

    @Test
    void a_member_says_no_and_the_app_is_told() {
        TestApp app = TestApp.create();
        signIn(server.member().username(), TestServer.PASSWORD);
        open(app.authorizePath(Map.of("state", "second")));
        page.click("text=Cancel");
        assertThat(TestApp.query(callback()))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "second")
                .doesNotContainKey("code");
        open("/member/me/connections/");
        assertThat(page.locator("main")).containsText("You share with nobody.");
    }

    @Test
    void a_member_is_shown_what_is_new_before_they_agree_again() {
        TestApp app = TestApp.create(server.member(), asks);
        signIn(server.member().username(), TestServer.PASSWORD);
        open(app.authorizePath(Map.of()));
        page.click("text=Authorize project");
        String token = app.exchange(TestApp.query(callback()).get("code")).text("access_token");
        askForUsernames(app);
        assertThat(app.exchangeMember(token).json().has("username")).isFalse();

        picture(open("/member/me/connections/"), "connections-news");
        page.click("text=Read what it asks for now, and decide");
        assertThat(page.locator("main")).containsText("What changed since you last agreed");
        picture(page, "consent-news");
        page.click("text=Authorize project");
        assertThat(TestApp.query(callback()))
                .containsEntry("origin", "open-humans")
                .containsKey("code");
        assertThat(app.exchangeMember(token).json().has("username")).isTrue();
    }

    @Test
    void someone_new_signs_up_in_the_middle_of_an_authorization_and_goes_on_with_it() {
        TestApp app = TestApp.create();
        open(app.authorizePath(Map.of("state", "third")));
        assertThat(page.locator("main")).containsText(app.project().name());
        page.click("main a[href^='/account/signup/']");
        String username = "person_" + ThreadLocalRandom.current().nextInt(1_000_000_000);
        page.fill("[name=username]", username);
        page.fill("[name=name]", "Someone New");
        page.fill("[name=email]", username + "@example.org");
        page.fill("[name=password]", "four green bottles");
        page.click("main form button[type=submit]");
        page.click("text=Authorize project");
        assertThat(TestApp.query(callback())).containsEntry("state", "third").containsKey("code");
    }

    @Test
    void a_coordinator_looks_who_left_and_removes_a_member() {
        Member coordinator = server.member();
        TestApp app = TestApp.create(coordinator, asks);
        String withdrawals =
                "/direct-sharing/projects/withdrawn-members/" + app.project().slug() + "/";
        var member = server.signedIn(server.member());
        String token = app.connect(member).text("access_token");
        String number = app.exchangeMember(token).text("project_member_id");
        signIn(coordinator.username(), TestServer.PASSWORD);
        picture(open(withdrawals), "withdrawals-none");

        open(app.project().detailPath());
        page.click("text=Remove members");
        page.fill("[name=project_member_ids]", "123");
        page.click("main form button[type=submit]");
        assertThat(page.locator(".field-error")).containsText("8 digits");
        picture(page, "remove-members-error");
        page.fill("[name=project_member_ids]", number);
        page.click("main form button[type=submit]");
        assertThat(page.locator(".flash")).containsText("removed");
        assertThat(app.exchangeMember(token).status()).isEqualTo(401);
        picture(open(withdrawals), "withdrawals");
    }

    private String callback() {
        page.waitForURL(url -> url.startsWith(CALLBACK));
        return page.url();
    }

    private void askForUsernames(TestApp app) {
        Project project = app.project();
        Map<String, String> form = TestProjects.form(
                "name",
                project.name(),
                "is_study",
                "True",
                "request_message_permission",
                "True",
                "request_username_access",
                "True");
        server.bean(Projects.class).update(project.id(), TestProjects.draft(form), project.coordinatorId());
    }
}
