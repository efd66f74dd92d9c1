package vouchsafe.portal.records;

import static org.awaitility.Awaitility.await;
import static vouchsafe.TestServer.PASSWORD;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vouchsafe.accounts.Member;
import vouchsafe.audit.RequestLog;
import vouchsafe.browser.BrowserTest;
import vouchsafe.mail.Mail;
import vouchsafe.mail.Outbox;
import vouchsafe.projects.Project;
import vouchsafe.projects.TestProjects;
import vouchsafe.webhooks.Receiver;
import vouchsafe.webhooks.WebhookDelivery;
import vouchsafe.webhooks.Webhooks;

class RecordPagesBrowserTest extends BrowserTest {

    @Test
    void an_administrator_looks_at_the_log_and_the_mail() {
        UUID mail = server.bean(Outbox.class)
                .queue(new Mail(
                        "verify-email",
                        "a.member.with.a.long.address@a-long-host-name.example.org",
                        "project@example.org",
                        "Confirm your address",
                        "Hello,\n\nfollow this link:\n\nhttps://data.example.org/account/verify/" + "A".repeat(120)
                                + "/\n"));
        signIn(server.administrator().username(), PASSWORD);
        picture(open("/admin/audit/"), "admin-audit");
        picture(open("/admin/audit/?member=nobody&until=x"), "admin-audit-mistyped");
        picture(open("/admin/mail/"), "admin-mail");
        picture(open("/admin/mail/" + mail + "/"), "admin-mail-detail");
    }

    @Test
    void a_coordinator_tries_the_webhook_and_reads_why_calls_were_refused() {
        Member member = server.member();
        try (Receiver receiver = new Receiver()) {
            receiver.answers(
                    500, "Traceback (most recent call last):\n  File \"views.py\", line 12\n" + "x".repeat(300));
            Project project = TestProjects.create(member.id(), "deauth_webhook", receiver.url())
                    .project();
            signIn(member.username(), PASSWORD);
            picture(open("/direct-sharing/projects/requests/" + project.slug() + "/"), "coordinator-requests-empty");
            server.bean(RequestLog.class)
                    .refused(
                            project.clientRowId(),
                            "token",
                            400,
                            "invalid_grant",
                            "the redirect URI https://app.example.org/callback/with/a/long/path/that/never/ends is not"
                                    + " the one that the authorization began with");
            server.bean(RequestLog.class).answered(project.clientRowId(), "exchange-member");
            String path = "/direct-sharing/projects/webhooks/" + project.slug() + "/";
            open(path);
            page.click("text=Send a test event");
            await().until(() -> server.bean(Webhooks.class).list(project.clientRowId(), Optional.empty(), 1).stream()
                    .anyMatch(delivery -> delivery.state() == WebhookDelivery.State.GIVEN_UP));
            open(path);
            page.click("summary:has-text('Body and attempts')");
            picture(page, "coordinator-webhooks");
            picture(open("/direct-sharing/projects/requests/" + project.slug() + "/"), "coordinator-requests");
            picture(open("/account/activity/"), "account-activity");
        }
    }
}
