package vouchsafe.portal.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.Mailbox;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.grants.EndedBy;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.MasterTokens;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.webhooks.Receiver;

/** Who runs a project can change, and a project can end; members are not left in the dark. */
class StewardshipTest {
    private static final String API = "/api/direct-sharing/project/";
    private final TestServer server = TestServer.shared();
    private final Member coordinator = server.member();
    private final Member administrator = server.administrator();
    private final Member member = server.member();
    private final WebSession browser = server.signedIn(member);

    @Test
    void PT_21_a_project_closed_by_an_administrator_loses_every_token_and_member_and_keeps_its_history() {
        try (Receiver receiver = new Receiver()) {
            TestApp app = TestApp.create(coordinator, Map.of("deauth_webhook", receiver.url()));
            Answer tokens = app.connect(browser);
            String master = master(app);
            Grant grant = grant(app);
            String stewardship = stewardship(app);
            WebSession admin = server.signedIn(administrator);
            assertThat(admin.submit(stewardship + "close/", Map.of("reason", "x"))
                            .statusCode())
                    .as("without the tick")
                    .isIn(400, 403, 405);
            admin.get(stewardship);
            HttpResponse<String> closed =
                    admin.post(stewardship + "close/", Map.of("reason", "The study is over.", "sure", "on"));

            assertThat(closed.statusCode()).as(closed.body()).isEqualTo(303);
            assertThat(status(tokens.text("access_token"))).isEqualTo(401);
            assertThat(status(master)).isEqualTo(401);
            assertThat(app.refresh(tokens.text("refresh_token")).status()).isEqualTo(401);
            await().until(() -> !grant(app).active());
            await().until(() -> !receiver.calls().isEmpty());
            assertThat(receiver.calls().getFirst().body()).contains(grant.subject());
            assertThat(new Mailbox(server, member.email()).latest("removed-from-project"))
                    .contains("The project was closed. The study is over.");
            assertThat(new Mailbox(server, coordinator.email()).latest("project-closed"))
                    .contains("The study is over.");

            assertThat(grant(app).withdrawnBy()).isEqualTo(EndedBy.ADMINISTRATOR);
            assertThat(server.bean(Grants.class).historyIntact(grant.id())).isTrue();
            assertThat(browser.get("/member/me/connections/" + grant.id() + "/").body())
                    .contains("You agreed for the first time.")
                    .contains("An administrator of this server ended the connection.");
            assertThat(browser.get(app.project().activityPath()).body()).contains("closed for good");
            assertThat(browser.get(app.authorizePath(Map.of())).statusCode()).isNotEqualTo(200);
            assertThat(server.signedIn(coordinator)
                            .get(app.project().detailPath())
                            .body())
                    .contains("This project is closed");
        }
    }

    @Test
    void PT_21_while_its_coordinator_is_suspended_nothing_of_a_project_works_and_members_know() {
        TestApp app = TestApp.create(coordinator, Map.of());
        Answer tokens = app.connect(browser);
        String master = master(app);
        WebSession admin = server.signedIn(administrator);
        String account = "/admin/members/" + coordinator.username() + "/";
        admin.get(account);
        admin.post(account + "suspend/", Map.of("reason", "To see what happens."));

        assertThat(status(tokens.text("access_token"))).isEqualTo(401);
        assertThat(status(master)).isEqualTo(401);
        assertThat(app.project().active()).isFalse();
        await().until(() -> new Mailbox(server, member.email()).kinds().contains("project-paused"));
        assertThat(grant(app).active())
                .as("the consent stays, and can be withdrawn")
                .isTrue();
        assertThat(browser.get(app.project().activityPath()).body()).contains("Paused");

        admin.get(account);
        admin.post(account + "reinstate/", Map.of());
        assertThat(app.project().active()).isTrue();
        assertThat(status(tokens.text("access_token"))).isEqualTo(200);
        assertThat(status(master)).isEqualTo(200);
    }

    @Test
    void PT_21_suspension_takes_invitations_back_and_only_an_administrator_lets_a_paused_project_go_on() {
        TestApp app = TestApp.create(coordinator, Map.of());
        Answer tokens = app.connect(browser);
        String stewardship = stewardship(app);
        Member accomplice = server.member();
        WebSession accomplices = server.signedIn(accomplice);
        WebSession first = server.signedIn(coordinator);
        first.get(stewardship);
        first.post(stewardship + "invite/", Map.of("username", accomplice.username()));
        WebSession admin = server.signedIn(administrator);
        String account = "/admin/members/" + coordinator.username() + "/";
        admin.get(account);
        admin.post(account + "suspend/", Map.of("reason", "To see what happens."));

        accomplices.get("/account/");
        assertThat(accomplices.post(stewardship + "accept/", Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(app.project().active()).isFalse();

        admin.get(stewardship);
        admin.post(stewardship + "resume/", Map.of());
        assertThat(app.project().active()).as("while nobody may run it").isFalse();
        admin.get(stewardship);
        admin.post(stewardship + "invite/", Map.of("username", accomplice.username()));
        accomplices.get("/account/");
        assertThat(accomplices.post(stewardship + "accept/", Map.of()).statusCode())
                .isEqualTo(303);
        assertThat(app.project().coordinatorId()).isEqualTo(accomplice.id());
        assertThat(app.project().active()).isFalse();
        assertThat(status(tokens.text("access_token"))).isEqualTo(401);
        assertThat(accomplices.get(stewardship).body())
                .contains("an administrator says so")
                .doesNotContain("Let it go on");
        accomplices.get("/account/");
        assertThat(accomplices.post(stewardship + "resume/", Map.of()).statusCode())
                .isEqualTo(404);

        assertThat(admin.get(stewardship).body()).contains("Let it go on");
        admin.post(stewardship + "resume/", Map.of());
        assertThat(app.project().active()).isTrue();
        assertThat(status(tokens.text("access_token"))).isEqualTo(200);
    }

    @Test
    void PT_21_a_coordinator_leaves_and_another_member_takes_over() {
        TestApp app = TestApp.create(coordinator, Map.of());
        Answer tokens = app.connect(browser);
        String master = master(app);
        Member next = server.member();
        WebSession first = server.signedIn(coordinator);
        WebSession second = server.signedIn(next);
        String stewardship = stewardship(app);
        first.get(stewardship);
        assertThat(first.post(stewardship + "invite/", Map.of("username", "nobody_of_this_name"))
                        .statusCode())
                .isEqualTo(400);
        first.get(stewardship);
        assertThat(first.post(stewardship + "hand-over/", Map.of("coordinator", next.username()))
                        .statusCode())
                .as("that is for administrators")
                .isEqualTo(404);
        first.get(stewardship);
        assertThat(first.post(stewardship + "invite/", Map.of("username", next.username()))
                        .statusCode())
                .isEqualTo(303);
        assertThat(new Mailbox(server, next.email()).latest("project-invitation"))
                .contains(app.project().name());
        browser.get("/account/");
        assertThat(browser.post(stewardship + "accept/", Map.of()).statusCode())
                .as("somebody who was not asked")
                .isEqualTo(404);

        assertThat(second.get("/direct-sharing/projects/manage/").body())
                .contains("Will you run “" + app.project().name());
        assertThat(second.post(stewardship + "accept/", Map.of()).statusCode()).isEqualTo(303);

        assertThat(app.project().coordinatorId()).isEqualTo(next.id());
        assertThat(status(master)).as("the old coordinator knows it").isEqualTo(401);
        assertThat(status(tokens.text("access_token"))).isEqualTo(200);
        assertThat(first.get(app.project().detailPath()).statusCode()).isEqualTo(404);
        assertThat(second.get(app.project().detailPath()).statusCode()).isEqualTo(200);
        assertThat(new Mailbox(server, coordinator.email()).kinds()).contains("project-handed-over");
    }

    @Test
    void an_administrator_hands_a_paused_project_over_and_it_goes_on() {
        TestApp app = TestApp.create(coordinator, Map.of());
        Answer tokens = app.connect(browser);
        Member next = server.member();
        WebSession admin = server.signedIn(administrator);
        String account = "/admin/members/" + coordinator.username() + "/";
        admin.get(account);
        admin.post(account + "suspend/", Map.of("reason", "Gone."));
        assertThat(status(tokens.text("access_token"))).isEqualTo(401);
        String stewardship = stewardship(app);
        admin.get(stewardship);

        assertThat(admin.post(stewardship + "hand-over/", Map.of("coordinator", next.username()))
                        .statusCode())
                .isEqualTo(303);

        assertThat(app.project().coordinatorId()).isEqualTo(next.id());
        assertThat(status(tokens.text("access_token"))).isEqualTo(200);
    }

    @Test
    void an_administrator_changes_the_kind_and_members_stay() {
        TestApp app = TestApp.create(coordinator, Map.of());
        Answer tokens = app.connect(browser);
        Grant before = grant(app);
        String convert = app.project().detailPath() + "convert/";
        WebSession admin = server.signedIn(administrator);
        assertThat(server.signedIn(coordinator).get(convert).statusCode()).isEqualTo(404);
        assertThat(admin.submit(convert, Map.of("consent_text", "")).statusCode())
                .isEqualTo(400);

        HttpResponse<String> done = admin.submit(convert, Map.of("consent_text", "Read *this*."));

        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
        Project onSite = app.project();
        assertThat(onSite.onSite()).isTrue();
        assertThat(onSite.id()).isEqualTo(before(app));
        assertThat(status(tokens.text("access_token"))).isEqualTo(401);
        assertThat(app.refresh(tokens.text("refresh_token")).status()).isEqualTo(400);
        assertThat(grant(app).active()).isTrue();
        assertThat(grant(app).subject()).isEqualTo(before.subject());
        assertThat(browser.get(onSite.joinPath()).body()).contains("Read <em>this</em>.");
        assertThat(browser.get(app.authorizePath(Map.of())).statusCode()).isNotEqualTo(200);

        HttpResponse<String> back = admin.submit(
                onSite.detailPath() + "convert/",
                Map.of(
                        "enrollment_url", "https://app.example.org/start",
                        "terms_url", "https://app.example.org/terms",
                        "redirect_url", "https://app.example.org/callback"));
        assertThat(back.statusCode()).as(back.body()).isEqualTo(303);
        assertThat(app.project().onSite()).isFalse();
        assertThat(status(app.connect(browser).text("access_token"))).isEqualTo(200);
        assertThat(admin.get("/admin/audit/").body()).contains("of kind oauth2");
    }

    private int before(TestApp app) {
        return server.bean(Projects.class)
                .byClient(app.client().id())
                .orElseThrow()
                .id();
    }

    private String stewardship(TestApp app) {
        return "/direct-sharing/projects/stewardship/" + app.project().slug() + "/";
    }

    private String master(TestApp app) {
        return server.bean(MasterTokens.class)
                .replace(app.project(), coordinator.id())
                .orElseThrow()
                .reveal();
    }

    private int status(String token) {
        return TestApp.get(API, Map.of("Authorization", "Bearer " + token)).status();
    }

    private Grant grant(TestApp app) {
        return server.bean(Grants.class).find(app.client().id(), member.id()).orElseThrow();
    }
}
