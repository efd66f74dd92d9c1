package vouchsafe.browser;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.clients.Clients;

/** A walk through the house with an eye on every page: one picture each, in a state that shows most of it. */
class WalkBrowserTest extends BrowserTest {
    private static final Map<String, String> GREEDY = Map.of(
            "name",
            "Sleep and daylight in the far north: a long-term observation with a long name",
            "is_study",
            "True",
            "request_username_access",
            "True",
            "request_message_permission",
            "True",
            "returned_data_description",
            "A chart of your sleep beside the hours of daylight",
            "redirect_url",
            "https://app.example.org/a-rather-long-path/for-the-callback-of-this-app/complete",
            "add_data",
            "on");

    @Test
    void the_way_in() {
        picture(open("/account/login/"), "sign-in");
        picture(open("/account/signup/"), "sign-up");
        page.fill("[name=username]", "not a username");
        page.evaluate("() => document.querySelector('main form').noValidate = true");
        page.click("main button[type=submit]");
        picture(page, "sign-up-errors");
        picture(open("/account/password/reset/"), "password-forgotten");
    }

    @Test
    void a_members_account() {
        signIn(server.member().username(), TestServer.PASSWORD);
        picture(open("/account/"), "account");
        picture(open("/account/sessions/"), "account-sessions");
        picture(open("/account/email/"), "account-email");
        picture(open("/account/password/change/"), "account-password");
        picture(open("/account/activity/"), "account-activity");
    }

    @Test
    void a_coordinators_projects() {
        Member coordinator = server.member();
        signIn(coordinator.username(), TestServer.PASSWORD);
        picture(open("/direct-sharing/projects/manage/"), "projects-none");
        picture(open("/direct-sharing/projects/oauth2/create/"), "project-form");
        page.evaluate("() => document.querySelector('main form').noValidate = true");
        page.click("main form button[type=submit]");
        picture(page, "project-form-errors");
        TestApp app = TestApp.create(coordinator, GREEDY);
        TestApp.create(coordinator, Map.of());
        picture(open("/direct-sharing/projects/manage/"), "projects");
        Clients clients = server.bean(Clients.class);
        clients.issueSecret(app.client().id(), Instant.now().plus(Duration.ofDays(7)));
        picture(open(app.project().detailPath()), "project-detail");
        app.token(Map.of("grant_type", "authorization_code", "code", "never-issued"));
        picture(open("/direct-sharing/projects/requests/" + app.project().slug() + "/"), "project-requests");
        picture(open("/direct-sharing/projects/storage/" + app.project().slug() + "/"), "project-storage");
        picture(open("/direct-sharing/projects/webhooks/" + app.project().slug() + "/"), "project-webhooks");
        picture(
                open("/direct-sharing/projects/withdrawn-members/"
                        + app.project().slug() + "/"),
                "project-withdrawals");
        picture(open("/direct-sharing/projects/remove-members/" + app.project().slug() + "/"), "project-removal");
        picture(open("/direct-sharing/projects/approval/" + app.project().slug() + "/"), "project-approval");
    }

    @Test
    void what_a_member_is_asked() {
        TestApp app = TestApp.create(server.member(), GREEDY);
        TestApp modest = TestApp.create();
        signIn(server.member().username(), TestServer.PASSWORD);
        picture(open(app.project().activityPath()), "activity");
        picture(open(app.authorizePath(Map.of())), "consent");
        picture(open(modest.authorizePath(Map.of())), "consent-modest");
        picture(open(modest.authorizePath(Map.of("redirect_uri", "https://elsewhere.example/"))), "authorize-error");
        picture(open("/direct-sharing/in-development/"), "in-development");
        picture(open("/direct-sharing/authorize-inactive/"), "authorize-inactive");
    }

    @Test
    void what_a_member_shares() {
        Member member = server.member();
        signIn(member.username(), TestServer.PASSWORD);
        picture(open("/member/me/connections/"), "connections-none");
        TestApp app = TestApp.create(server.member(), GREEDY);
        app.connect(server.signedIn(member));
        TestApp.create().connect(server.signedIn(member));
        picture(open("/member/me/connections/"), "connections");
        page.click("text=History and sign-ins");
        picture(page, "connection");
        page.click("main >> text=Withdraw");
        picture(page, "leave");
        page.click("main form button[type=submit]");
        picture(page, "connections-ended");
        picture(open("/member/me/joined/"), "joined");
        picture(open(app.authorizePath(Map.of("approval_prompt", "force"))), "consent-again");
    }

    @Test
    void what_reviewers_see() {
        signIn(server.administrator().username(), TestServer.PASSWORD);
        picture(open("/review/"), "review-queue");
    }

    @Test
    void what_an_administrator_sees() {
        Member member = server.member();
        signIn(server.administrator().username(), TestServer.PASSWORD);
        picture(open("/admin/members/"), "admin-members");
        picture(open("/admin/audit/"), "admin-audit");
        picture(open("/admin/mail/"), "admin-mail");
        picture(open("/admin/members/" + member.username() + "/"), "admin-member");
    }
}
