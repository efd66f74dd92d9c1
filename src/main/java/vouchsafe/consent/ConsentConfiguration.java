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
    private final Grants grants;
    private final Projects projects;
    private final DurableActs acts;
    private final ConsentDocuments documents;

    ConsentConfiguration(Grants grants, Projects projects, DurableActs acts, JsonMapper json) {
        this.grants = grants;
        this.projects = projects;
        this.acts = acts;
        this.documents = new ConsentDocuments(json);
    }

    @Bean
    Joining joining(Authorizations authorizations) {
        return new Joining(projects, grants, authorizations, documents, acts);
    }

    @Bean
    OnSiteJoining onSiteJoining(Standings standings) {
        return new OnSiteJoining(projects, grants, documents, standings, acts);
    }

    @Bean
    UnderGrant underGrant(Authorizations authorizations, Messages messages, DirectUploads uploads) {
        return new UnderGrant(authorizations, messages, uploads);
    }

    @Bean
    FilesLeft filesLeft(PublicSharing publicSharing, DataFiles files, ReadLedger reads) {
        return new FilesLeft(publicSharing, files, reads);
    }

    @Bean
    WithdrawalNews withdrawalNews(
            Webhooks webhooks, Outbox outbox, Members members, Clients clients, PublicAddress address) {
        return new WithdrawalNews(webhooks, new WithdrawalMails(outbox, members, clients, address));
    }

    @Bean
    Withdrawal withdrawal(UnderGrant underGrant, FilesLeft filesLeft, WithdrawalNews news) {
        GrantEnding ending = new GrantEnding(grants, documents, underGrant);
        return new Withdrawal(grants, projects, ending, filesLeft, news, acts);
    }

    @Bean
    VisibleFiles visibleFiles(DataFiles files) {
        return new VisibleFiles(files);
    }

    @Bean
    SignedReceipts signedReceipts(
            Clients clients, SigningKeys keys, PublicAddress address, JsonMapper json, InstantSource clock) {
        ReceiptSigner signer = new ReceiptSigner(keys, address, json, clock);
        return new SignedReceipts(grants, projects, clients, json, signer);
    }

    @Bean
    Erasures erasures(ProjectSettings settings) {
        return new Erasures(grants, documents, settings, acts);
    }

    @Bean
    ProjectMails projectMails(Outbox outbox, Members members, PublicAddress address, Transactions transactions) {
        return new ProjectMails(outbox, members, address, transactions);
    }

    @Bean
    ErasureReminders erasureReminders(
            ProjectMails mails, ProjectSettings settings, Transactions transactions, InstantSource clock) {
        return new ErasureReminders(grants, projects, mails, settings, transactions, clock);
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
            Standings standings,
            Clients clients,
            PublicSharing publicSharing) {
        ReadsUnderGrant underGrant = new ReadsUnderGrant(grants, standings, clients, projects);
        return new ReadingRights(files, links, ledger, underGrant, standings, publicSharing);
    }

    @Bean
    AppSignIns appSignIns(Authorizations authorizations) {
        return new AppSignIns(authorizations, acts);
    }

    @Bean
    AccountEvents accountConsequences(
            Authorizations authorizations,
            DeveloperTokens developerTokens,
            Messages messages,
            Withdrawal withdrawal,
            FilesLeft filesLeft,
            ProjectEnds projectEnds) {
        AppsOfMember apps = new AppsOfMember(grants, authorizations, developerTokens);
        return new AccountConsequences(grants, apps, messages, withdrawal, filesLeft, projectEnds);
    }

    @Bean
    ProjectEnds projectEnds(
            Stewardship stewardship,
            Withdrawal withdrawal,
            UnderGrant underGrant,
            ProjectMails mails,
            Jobs jobs,
            Transactions transactions) {
        ProjectConnections connections = new ProjectConnections(grants, withdrawal, underGrant);
        return new ProjectEnds(projects, stewardship, connections, mails, jobs, transactions);
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
