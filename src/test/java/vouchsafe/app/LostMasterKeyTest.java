package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.ProjectApp;
import vouchsafe.accounts.Member;
import vouchsafe.audit.AuditSeals;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.mail.Mail;
import vouchsafe.mail.MailAdministration;
import vouchsafe.mail.Outbox;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.projects.WebhookSendResult;
import vouchsafe.projects.WebhookSettings;
import vouchsafe.projects.WebhookTrials;
import vouchsafe.webhooks.Webhooks;

/** What only the lost key opened is named, and its users read words. */
@Tag("slow")
class LostMasterKeyTest {
    private final OwnNodes nodes = new OwnNodes();

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void mails_webhooks_clients_and_the_audit_log_go_on_in_words() throws Exception {
        Path folder = OwnNodes.folder();
        Map<String, String> environment = Map.of("VOUCHSAFE_DATA_DIR", folder.toString());
        Server before = nodes.start(folder, Map.of());
        Member member = OwnNodes.member(before);
        UUID mail = bean(before, Outbox.class).queue(new Mail("test", "a@example.org", null, "A subject", "A text"));
        await().until(() -> bean(before, Outbox.class).find(mail).orElseThrow().nextTryAt() == null);
        VouchsafeProcess.Ended vouching = nodes.run(
                environment,
                "client",
                "create",
                "--name",
                "Vouching",
                "--grant-type",
                "jwt_bearer",
                "--authority",
                "their.example",
                "--json");
        assertThat(vouching.exitCode()).as(vouching.err()).isZero();
        String clientId =
                JsonMapper.shared().readTree(vouching.out()).path("client_id").asString();
        Project project = project(before, environment, folder, member);
        assertThat(bean(before, WebhookSettings.class)
                        .secrets(project.clientRowId())
                        .orElseThrow())
                .hasSize(1);
        assertThat(assertionKeys(before, clientId)).isOne();
        sealTheAuditLog(1);
        nodes.stop(before);
        Files.delete(folder.resolve("master.key"));

        VouchsafeProcess.Ended lost = nodes.run(environment, "keys", "lost", "--yes");
        assertThat(lost.exitCode()).as(lost.err()).isZero();
        assertThat(lost.err())
                .contains("1 texts of mails that wait")
                .contains("1 webhook secrets")
                .contains("1 secrets with which clients sign assertions")
                .contains("seals of the audit log");

        Server after = nodes.start(folder, Map.of());
        assertThat(bean(after, MailAdministration.class).open(mail, member.id()))
                .isPresent();
        bean(after, MailAdministration.class).sendAgain(mail, member.id());
        await().until(() -> {
            String failure = bean(after, Outbox.class).find(mail).orElseThrow().failure();
            return failure != null && failure.contains("lost its master key");
        });
        assertThat(assertionKeys(after, clientId)).isZero();
        assertThat(bean(after, WebhookSettings.class).secrets(project.clientRowId()))
                .isEmpty();
        WebhookSendResult sent = bean(after, WebhookTrials.class)
                .sendTest(bean(after, Projects.class).bySlug(project.slug()).orElseThrow(), member.id());
        assertThat(sent)
                .isInstanceOfSatisfying(
                        WebhookSendResult.DeliveryQueued.class,
                        queued -> assertThat(bean(after, Webhooks.class)
                                        .firstAttempt(queued.deliveryId(), Duration.ofMinutes(2)))
                                .hasValueSatisfying(
                                        attempt -> assertThat(attempt.answer()).contains("make a new secret")));
        sealTheAuditLog(2);
        assertThat(bean(after, AuditSeals.class).check())
                .isInstanceOfSatisfying(AuditSeals.Finding.Intact.class, intact -> {
                    assertThat(intact.closed()).isPositive();
                    assertThat(intact.seals()).isGreaterThan(intact.closed());
                });
        nodes.sql()
                .sql("UPDATE audit_events SET kind = 'other.kind' WHERE kind = 'keys.lost'")
                .update();
        assertThat(bean(after, AuditSeals.class).check()).isInstanceOf(AuditSeals.Finding.Broken.class);
    }

    private static <T> T bean(Server server, Class<T> type) {
        return server.context().getBean(type);
    }

    private static int assertionKeys(Server at, String clientId) {
        Clients clients = bean(at, Clients.class);
        Client client = clients.byClientId(clientId).orElseThrow();
        return clients.assertionKeys(client).size();
    }

    /** Lets the events that there are be older than those that are sealed, and waits for so many seals. */
    private void sealTheAuditLog(int seals) {
        nodes.sql().sql("""
            UPDATE audit_events SET id = (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint - 600000), 12, '0')
                || substr(replace(id::text, '-', ''), 13))::uuid
            WHERE id > coalesce((SELECT max(until_id::text)::uuid FROM audit_seals),
                '00000000-0000-0000-0000-000000000000')
            """).update();
        await().until(() -> {
            nodes.sql()
                    .sql("UPDATE scheduled_tasks SET execution_time = now() WHERE task_name = 'audit-sealing' AND NOT"
                            + " picked")
                    .update();
            return nodes.sql()
                            .sql("SELECT count(*) FROM audit_seals")
                            .query(Integer.class)
                            .single()
                    >= seals;
        });
    }

    private Project project(Server at, Map<String, String> environment, Path folder, Member coordinator)
            throws Exception {
        Path file = Files.writeString(
                folder.resolve("project.json"),
                ProjectApp.FORM
                        .formatted("Lost keys " + coordinator.username())
                        .replace(
                                "\"terms_url\"",
                                "\"webhook_secret\": \"a secret of a webhook\", \"deauth_webhook\":"
                                        + " \"https://app.example.org/hook\", \"terms_url\""));
        VouchsafeProcess.Ended made = nodes.run(
                environment,
                "project",
                "create",
                "--file",
                file.toString(),
                "--coordinator",
                coordinator.username(),
                "--json");
        assertThat(made.exitCode()).as(made.err()).isZero();
        return bean(at, Projects.class)
                .bySlug(JsonMapper.shared().readTree(made.out()).path("slug").asString())
                .orElseThrow();
    }
}
