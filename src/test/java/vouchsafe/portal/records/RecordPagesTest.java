package vouchsafe.portal.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.AuditLog;
import vouchsafe.audit.RequestLog;
import vouchsafe.clients.Clients;
import vouchsafe.mail.Mail;
import vouchsafe.mail.Outbox;
import vouchsafe.mail.QueuedMail;
import vouchsafe.projects.Project;
import vouchsafe.projects.TestProjects;
import vouchsafe.webhooks.Receiver;
import vouchsafe.webhooks.WebhookDelivery;
import vouchsafe.webhooks.Webhooks;

class RecordPagesTest {
    private final TestServer server = TestServer.shared();
    private final Member member = server.member();
    private final WebSession browser = server.signedIn(member);

    @Test
    void a_member_reads_what_happened_on_their_own_account_and_nothing_of_others() {
        Member stranger = server.member();
        AuditLog audit = server.bean(AuditLog.class);
        audit.record(AuditEvent.of("member.suspended").by(stranger.id()).to(member.id()));
        String page = browser.get("/account/activity/").body();
        assertThat(page).contains("You signed in.").contains("Another member suspended you.");
        assertThat(page).doesNotContain(stranger.username());
    }

    @Test
    void administrators_search_the_log_by_kind_member_client_and_day() {
        WebSession administrator = server.signedIn(server.administrator());
        Project project = TestProjects.create(member.id()).project();
        String clientId = server.bean(Clients.class)
                .find(project.clientRowId())
                .orElseThrow()
                .clientId();
        assertThat(administrator.get("/admin/audit/?client=" + clientId).body())
                .contains(member.username() + " created the project “" + project.name() + "”")
                .doesNotContain("signed in.");
        assertThat(administrator
                        .get("/admin/audit/?kind=signin.completed&member=" + member.username())
                        .body())
                .contains(member.username() + " signed in.")
                .doesNotContain("created the project");
        assertThat(administrator
                        .get("/admin/audit/?member=" + member.username() + "&until=2001-01-01")
                        .body())
                .contains("No such events");
        assertThat(administrator.get("/admin/audit/?member=no-such-member").body())
                .contains("No member has this username.");
        assertThat(administrator.get("/admin/audit/?until=yesterday").body()).contains("Write the day as");
        assertThat(administrator.get("/admin/audit/?before=x").statusCode()).isEqualTo(400);
        assertThat(administrator.post("/admin/audit/check/", Map.of()).statusCode())
                .isEqualTo(303);
        assertThat(administrator.get("/admin/audit/").body()).contains("The log is intact");
    }

    @Test
    void administrators_choose_a_time_of_the_log_and_take_it_with_them() {
        WebSession administrator = server.signedIn(server.administrator());
        String search = "kind=signin.completed&member=" + member.username();
        assertThat(administrator
                        .get("/admin/audit/?" + search + "&from=2001-01-01&until=2001-02-01")
                        .body())
                .contains("No such events");
        assertThat(administrator
                        .get("/admin/audit/?" + search + "&from=2001-01-01")
                        .body())
                .contains(member.username() + " signed in.")
                .contains("/admin/audit/export/?kind=signin.completed&amp;member=" + member.username());
        for (String wrong :
                new String[] {"yesterday", "2026-02-30", "%2B999999999-12-31", "1969-01-01", "-0001-01-01"}) {
            assertThat(administrator.get("/admin/audit/?from=" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
            assertThat(administrator.get("/admin/audit/?until=" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
        HttpResponse<String> table = administrator.get("/admin/audit/export/?" + search + "&format=csv");
        assertThat(table.statusCode()).isEqualTo(200);
        assertThat(table.headers().firstValue("Content-Disposition")).hasValue("attachment; filename=\"audit.csv\"");
        assertThat(table.body())
                .startsWith("time,kind,")
                .contains(",signin.completed,")
                .contains(member.id().toString());
        assertThat(administrator.get("/admin/audit/export/?" + search).body())
                .startsWith("{\"export\":")
                .contains("{\"mark\":\"");
        assertThat(administrator.get("/admin/audit/export/?format=xml").statusCode())
                .isEqualTo(400);
        assertThat(administrator.get("/admin/audit/export/?from=x").statusCode())
                .isEqualTo(400);
        assertThat(browser.get("/admin/audit/export/?format=csv").statusCode()).isBetween(403, 404);
    }

    @Test
    void the_log_is_read_page_by_page() {
        AuditLog audit = server.bean(AuditLog.class);
        for (int event = 0; event < 60; event++) {
            audit.record(AuditEvent.of("session.ended").to(member.id()));
        }
        String first = browser.get("/account/activity/").body();
        assertThat(first.split("You were signed out", -1)).hasSizeGreaterThan(40);
        String link = first.replaceAll("(?s).*href=\"(/account/activity/\\?before=[0-9a-f-]+)\".*", "$1");
        HttpResponse<String> second = browser.get(link);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).doesNotContain("Older events");
    }

    @Test
    void only_administrators_see_the_log_and_the_mail() {
        for (String path : new String[] {"/admin/audit/", "/admin/mail/"}) {
            assertThat(browser.get(path).statusCode()).isEqualTo(404);
            assertThat(server.browser().get(path).statusCode()).isEqualTo(302);
        }
    }

    @Test
    void an_administrator_reads_an_undelivered_mail_and_that_is_recorded() {
        Member admin = server.administrator();
        WebSession administrator = server.signedIn(admin);
        Outbox outbox = server.bean(Outbox.class);
        String subject = "Subject <b>" + UUID.randomUUID() + "</b>";
        UUID id = outbox.queue(new Mail("verify-email", "ada@example.org", null, subject, "Follow the link."));
        await().until(() -> outbox.find(id).orElseThrow().state() == QueuedMail.State.KEPT);
        assertThat(administrator.get("/admin/mail/").body())
                .contains("No mail server is set")
                .contains("Kept here")
                .contains(subject.replace("<", "&lt;").replace(">", "&gt;"));
        assertThat(administrator.get("/admin/mail/" + id + "/").body()).contains("Follow the link.");
        assertThat(administrator
                        .get("/admin/audit/?kind=mail.read&member=" + admin.username())
                        .body())
                .contains(admin.username() + " read an undelivered mail.");
        assertThat(administrator
                        .submit("/admin/mail/" + id + "/again/", Map.of())
                        .statusCode())
                .isEqualTo(303);
        assertThat(administrator.get("/admin/mail/" + UUID.randomUUID() + "/").statusCode())
                .isEqualTo(404);
        assertThat(administrator.get("/admin/mail/nonsense/").statusCode()).isIn(400, 404);
    }

    @Test
    void an_administrator_who_has_a_mail_tried_again_is_recorded() {
        Member admin = server.administrator();
        WebSession administrator = server.signedIn(admin);
        UUID id = server.bean(Outbox.class).queue(new Mail("verify-email", "ada@example.org", null, "s", "Again."));
        administrator.submit("/admin/mail/" + id + "/again/", Map.of());
        administrator.submit("/admin/mail/" + UUID.randomUUID() + "/again/", Map.of());
        assertThat(administrator
                        .get("/admin/audit/?kind=mail.sent_again&member=" + admin.username())
                        .body())
                .containsOnlyOnce(admin.username() + " had an undelivered mail tried again.");
    }

    @Test
    void a_coordinator_tests_the_webhook_sees_the_answer_and_sends_again() {
        try (Receiver receiver = new Receiver()) {
            Project project = TestProjects.create(member.id(), "deauth_webhook", receiver.url())
                    .project();
            String path = "/direct-sharing/projects/webhooks/" + project.slug() + "/";
            assertThat(browser.get(path).body())
                    .contains("Nothing was sent yet")
                    .contains(receiver.url());
            assertThat(browser.post(path + "test/", Map.of()).statusCode()).isEqualTo(303);
            WebhookDelivery delivery = await().until(
                            () -> server.bean(Webhooks.class)
                                    .list(project.clientRowId(), Optional.empty(), 1)
                                    .getFirst(),
                            sent -> sent.state() == WebhookDelivery.State.DELIVERED);
            assertThat(receiver.calls().getFirst().body()).contains("\"project_member_id\": \"00000000\"");
            assertThat(browser.get(path).body())
                    .contains("Test event")
                    .contains("Your server answered 200")
                    .contains(delivery.id().toString());
            assertThat(browser.post(
                                    path + "again/",
                                    Map.of("delivery", delivery.id().toString()))
                            .statusCode())
                    .isEqualTo(303);
            await().until(() -> receiver.calls().size() == 2);
            assertThat(browser.post(
                                    path + "again/",
                                    Map.of("delivery", UUID.randomUUID().toString()))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(browser.post(path + "again/", Map.of("delivery", "x")).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void a_coordinator_reads_why_calls_were_refused() {
        Project project = TestProjects.create(member.id()).project();
        RequestLog requests = server.bean(RequestLog.class);
        requests.refused(project.clientRowId(), "token", 400, "invalid_grant", "the code <expired> 3 min ago");
        requests.answered(project.clientRowId(), "exchange-member");
        String path = "/direct-sharing/projects/requests/" + project.slug() + "/";
        await().until(() -> browser.get(path).body(), page -> page.contains("the code &lt;expired&gt; 3 min ago"));
        await().until(() -> browser.get(path).body(), page -> page.contains("exchange-member"));
    }

    @Test
    void pages_about_a_projects_calls_are_for_its_coordinator_and_administrators() {
        Project project = TestProjects.create(server.member().id()).project();
        for (String page : new String[] {"webhooks", "requests"}) {
            String path = "/direct-sharing/projects/" + page + "/" + project.slug() + "/";
            assertThat(browser.get(path).statusCode()).isEqualTo(404);
            assertThat(server.signedIn(server.administrator()).get(path).statusCode())
                    .isEqualTo(200);
            assertThat(server.browser().get(path).statusCode()).isEqualTo(302);
            assertThat(browser.get("/direct-sharing/projects/" + page + "/no-such-project/")
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}
