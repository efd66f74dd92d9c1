package vouchsafe.projects;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.Standings;
import vouchsafe.audit.AuditLog;
import vouchsafe.audit.DurableActs;
import vouchsafe.clients.AppSchemes;
import vouchsafe.clients.ClientSecrets;
import vouchsafe.clients.Clients;
import vouchsafe.crypto.KeyRing;
import vouchsafe.crypto.WrappedColumn;
import vouchsafe.db.ChangeFeed;
import vouchsafe.grants.Grants;
import vouchsafe.mail.Outbox;
import vouchsafe.web.PublicAddress;
import vouchsafe.webhooks.Webhooks;

/** Builds the store of projects and what belongs to it. */
@Configuration(proxyBeanMethods = false)
public class ProjectsConfiguration {
    private final JdbcClient sql;
    private final DurableActs acts;
    private final InstantSource clock;
    private final KeptProjects kept;
    private final ProjectTable table;
    private final ApprovalTable approvalTable;
    private final ApprovalMails approvalMails;

    ProjectsConfiguration(
            JdbcClient sql,
            DurableActs acts,
            InstantSource clock,
            ChangeFeed changes,
            Members members,
            Outbox outbox,
            PublicAddress address) {
        this.sql = sql;
        this.acts = acts;
        this.clock = clock;
        this.kept = new KeptProjects(sql, changes);
        this.table = new ProjectTable(sql, kept);
        this.approvalTable = new ApprovalTable(sql, kept);
        this.approvalMails = new ApprovalMails(members, outbox, address);
    }

    @Bean
    ProjectVersions projectVersions(JsonMapper json) {
        return new ProjectVersions(sql, json, clock);
    }

    @Bean
    ProjectChanges projectChanges(ProjectVersions versions) {
        return new ProjectChanges(sql, versions, approvalTable, approvalMails, clock);
    }

    @Bean
    MasterTokens masterTokens() {
        return new MasterTokens(sql, kept, acts);
    }

    @Bean
    ApprovedProjects approvedProjects() {
        return new ApprovedProjects(sql);
    }

    @Bean
    Catalogue catalogue(AppSchemes schemes) {
        return new Catalogue(table, schemes);
    }

    @Bean
    ProjectSecrets projectSecrets(ClientSecrets secrets) {
        return new ProjectSecrets(secrets);
    }

    @Bean
    PictureThreads pictureThreads() {
        return new PictureThreads(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), Duration.ofSeconds(20));
    }

    @Bean
    Badges badges(PictureThreads threads) {
        return new Badges(sql, kept, clock, threads);
    }

    @Bean
    Projects projects(
            Clients clients,
            Standings standings,
            Grants grants,
            ProjectVersions versions,
            ProjectChanges changes,
            MasterTokens masterTokens,
            KeyRing keys,
            ProjectSettings settings) {
        return new Projects(
                table, kept, clients, standings, grants, versions, changes, masterTokens, keys, acts, settings);
    }

    @Bean
    WebhookSettings webhookSettings(KeyRing keys) {
        return new WebhookSettings(table, keys, acts);
    }

    @Bean
    static WrappedColumn wrappedWebhookSecrets() {
        return webhookSecrets("webhook_secret");
    }

    @Bean
    static WrappedColumn wrappedWebhookSecretsBefore() {
        return webhookSecrets("webhook_secret_before");
    }

    private static WrappedColumn webhookSecrets(String column) {
        return new WrappedColumn(
                "webhook secrets",
                "projects",
                "id",
                column,
                "each project's coordinator makes a new one on the project's webhook page; until then its events wait"
                        + " and are tried again");
    }

    @Bean
    WebhookTrials webhookTrials(Webhooks webhooks) {
        return new WebhookTrials(webhooks, acts);
    }

    @Bean
    MemberListExports memberListExports(AuditLog audit) {
        return new MemberListExports(audit);
    }

    @Bean
    Stewardship stewardship(Clients clients, Standings standings, ProjectChanges changes) {
        return new Stewardship(table, sql, clients, standings, changes, acts);
    }

    @Bean
    Approvals approvals(Projects projects, ProjectChanges changes) {
        return new Approvals(approvalTable, table, projects, changes, approvalMails, acts);
    }

    @Bean
    SetupChecklist setupChecklist() {
        return new SetupChecklist(sql);
    }
}
