package vouchsafe.consent;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.AccountEvents;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.Standings;
import vouchsafe.audit.DurableActs;
import vouchsafe.clients.Clients;
import vouchsafe.crypto.SigningKeys;
import vouchsafe.db.Job;
import vouchsafe.db.Jobs;
import vouchsafe.db.Transactions;
import vouchsafe.files.DataFiles;
import vouchsafe.files.DirectUploads;
import vouchsafe.files.DownloadLinks;
import vouchsafe.files.FileAccess;
import vouchsafe.files.ReadLedger;
import vouchsafe.grants.Grants;
import vouchsafe.mail.Outbox;
import vouchsafe.messages.Messages;
import vouchsafe.oauth.Authorizations;
import vouchsafe.oauth.DeveloperTokens;
import vouchsafe.projects.ProjectSettings;
import vouchsafe.projects.Projects;
import vouchsafe.projects.Stewardship;
import vouchsafe.publication.PublicSharing;
import vouchsafe.web.PublicAddress;
import vouchsafe.webhooks.Webhooks;

/** Builds the beginnings and ends of grants, and the rights that grants give. */
@Configuration(proxyBeanMethods = false)
public class ConsentConfiguration {

    @Bean
    ConsentDocuments consentDocuments(JsonMapper json) {
        return new ConsentDocuments(json);
    }

    @Bean
    Joining joining(
            Projects projects,
            Grants grants,
            Authorizations authorizations,
            ConsentDocuments documents,
            DurableActs acts) {
        return new Joining(projects, grants, authorizations, documents, acts);
    }

    @Bean
    OnSiteJoining onSiteJoining(
            Projects projects, Grants grants, ConsentDocuments documents, Standings standings, DurableActs acts) {
        return new OnSiteJoining(projects, grants, documents, standings, acts);
    }

    @Bean
    WithdrawalMails withdrawalMails(Outbox outbox, Members members, Clients clients, PublicAddress address) {
        return new WithdrawalMails(outbox, members, clients, address);
    }

    @Bean
    UnderGrant underGrant(Authorizations authorizations, Messages messages, DirectUploads uploads) {
        return new UnderGrant(authorizations, messages, uploads);
    }

    @Bean
    Withdrawal withdrawal(
            Grants grants,
            Projects projects,
            UnderGrant underGrant,
            ConsentDocuments documents,
            PublicSharing publicSharing,
            DataFiles files,
            Webhooks webhooks,
            WithdrawalMails mails,
            DurableActs acts) {
        return new Withdrawal(grants, projects, underGrant, documents, publicSharing, files, webhooks, mails, acts);
    }

    @Bean
    VisibleFiles visibleFiles(DataFiles files) {
        return new VisibleFiles(files);
    }

    @Bean
    SignedReceipts signedReceipts(
            Grants grants,
            Projects projects,
            Clients clients,
            SigningKeys keys,
            PublicAddress address,
            JsonMapper json,
            InstantSource clock) {
        return new SignedReceipts(grants, projects, clients, keys, address, json, clock);
    }

    @Bean
    Erasures erasures(Grants grants, ConsentDocuments documents, ProjectSettings settings, DurableActs acts) {
        return new Erasures(grants, documents, settings, acts);
    }

    @Bean
    ErasureReminders erasureReminders(
            Grants grants,
            Projects projects,
            Outbox outbox,
            PublicAddress address,
            ProjectSettings settings,
            Transactions transactions,
            InstantSource clock) {
        return new ErasureReminders(grants, projects, outbox, address, settings, transactions, clock);
    }

    @Bean
    Job erasureReminding(ErasureReminders reminders) {
        return new Job.Repeated("erasure-reminders", Duration.ofHours(1), reminders::send);
    }

    @Bean
    FileAccess fileAccess(
            DataFiles files,
            DownloadLinks links,
            ReadLedger ledger,
            Grants grants,
            Standings standings,
            Clients clients,
            Projects projects,
            PublicSharing publicSharing) {
        return new ReadingRights(files, links, ledger, grants, standings, clients, projects, publicSharing);
    }

    @Bean
    AppSignIns appSignIns(Authorizations authorizations, DurableActs acts) {
        return new AppSignIns(authorizations, acts);
    }

    @Bean
    AccountEvents accountConsequences(
            Grants grants,
            Authorizations authorizations,
            Messages messages,
            Projects projects,
            Withdrawal withdrawal,
            PublicSharing publicSharing,
            DataFiles files,
            ReadLedger reads,
            ProjectEnds projectEnds,
            DeveloperTokens developerTokens) {
        return new AccountConsequences(
                grants,
                authorizations,
                messages,
                projects,
                withdrawal,
                publicSharing,
                files,
                reads,
                projectEnds,
                developerTokens);
    }

    @Bean
    ProjectEnds projectEnds(
            Projects projects,
            Stewardship stewardship,
            Grants grants,
            Withdrawal withdrawal,
            UnderGrant underGrant,
            Outbox outbox,
            Members members,
            PublicAddress address,
            Jobs jobs,
            Transactions transactions) {
        ProjectMails mails = new ProjectMails(outbox, members, address, transactions);
        return new ProjectEnds(projects, stewardship, grants, withdrawal, underGrant, mails, jobs, transactions);
    }

    @Bean
    Job projectClosing(ProjectEnds ends) {
        return new Job.OnDemand(ProjectEnds.CLOSING, ends::endConnections);
    }

    @Bean
    Job projectPausing(ProjectEnds ends) {
        return new Job.OnDemand(ProjectEnds.PAUSING, ends::tellOfPause);
    }
}
