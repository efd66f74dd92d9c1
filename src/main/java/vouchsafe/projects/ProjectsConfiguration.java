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
import vouchsafe.clients.ClientSecrets;
import vouchsafe.clients.Clients;
import vouchsafe.crypto.KeyRing;
import vouchsafe.grants.Grants;
import vouchsafe.mail.Outbox;
import vouchsafe.web.PublicAddress;
import vouchsafe.webhooks.Webhooks;

/** Builds the store of projects and what belongs to it. */
@Configuration(proxyBeanMethods = false)
public class ProjectsConfiguration {

    @Bean
    ProjectTable projectTable(JdbcClient sql) {
        return new ProjectTable(sql);
    }

    @Bean
    ProjectVersions projectVersions(JdbcClient sql, JsonMapper json, InstantSource clock) {
        return new ProjectVersions(sql, json, clock);
    }

    @Bean
    ApprovalTable approvalTable(JdbcClient sql) {
        return new ApprovalTable(sql);
    }

    @Bean
    ApprovalMails approvalMails(Members members, Outbox outbox, PublicAddress address) {
        return new ApprovalMails(members, outbox, address);
    }

    @Bean
    ProjectChanges projectChanges(
            JdbcClient sql,
            ProjectVersions versions,
            ApprovalTable approvals,
            ApprovalMails mails,
            InstantSource clock) {
        return new ProjectChanges(sql, versions, approvals, mails, clock);
    }

    @Bean
    MasterTokens masterTokens(JdbcClient sql, DurableActs acts) {
        return new MasterTokens(sql, acts);
    }

    @Bean
    ApprovedProjects approvedProjects(JdbcClient sql) {
        return new ApprovedProjects(sql);
    }

    @Bean
    Catalogue catalogue(ProjectTable table) {
        return new Catalogue(table);
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
    Badges badges(JdbcClient sql, InstantSource clock, PictureThreads threads) {
        return new Badges(sql, clock, threads);
    }

    @Bean
    Projects projects(
            ProjectTable table,
            Clients clients,
            Standings standings,
            Grants grants,
            ProjectVersions versions,
            ProjectChanges changes,
            MasterTokens masterTokens,
            KeyRing keys,
            DurableActs acts,
            ProjectSettings settings) {
        return new Projects(table, clients, standings, grants, versions, changes, masterTokens, keys, acts, settings);
    }

    @Bean
    WebhookSettings webhookSettings(ProjectTable table, KeyRing keys, DurableActs acts) {
        return new WebhookSettings(table, keys, acts);
    }

    @Bean
    WebhookTrials webhookTrials(Webhooks webhooks, DurableActs acts) {
        return new WebhookTrials(webhooks, acts);
    }

    @Bean
    MemberListExports memberListExports(AuditLog audit) {
        return new MemberListExports(audit);
    }

    @Bean
    Stewardship stewardship(
            ProjectTable table,
            JdbcClient sql,
            Clients clients,
            Standings standings,
            ProjectChanges changes,
            DurableActs acts) {
        return new Stewardship(table, sql, clients, standings, changes, acts);
    }

    @Bean
    Approvals approvals(
            ApprovalTable table,
            ProjectTable projectTable,
            Projects projects,
            ProjectChanges changes,
            ApprovalMails mails,
            DurableActs acts) {
        return new Approvals(table, projectTable, projects, changes, mails, acts);
    }

    @Bean
    SetupChecklist setupChecklist(JdbcClient sql) {
        return new SetupChecklist(sql);
    }
}
