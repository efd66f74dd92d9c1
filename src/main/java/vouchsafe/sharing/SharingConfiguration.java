package vouchsafe.sharing;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.AccountEvents;
import vouchsafe.accounts.Members;
import vouchsafe.audit.AuditLog;
import vouchsafe.clients.Clients;
import vouchsafe.datatypes.RegisteredDataTypes;
import vouchsafe.files.DataFiles;
import vouchsafe.grants.Grants;
import vouchsafe.mail.Outbox;
import vouchsafe.oauth.Authorizations;
import vouchsafe.projects.Projects;
import vouchsafe.web.PublicAddress;
import vouchsafe.webhooks.Webhooks;

/** Builds joining and withdrawal. */
@Configuration(proxyBeanMethods = false)
public class SharingConfiguration {

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
            AuditLog audit,
            TransactionTemplate transactions) {
        return new Joining(projects, grants, authorizations, documents, audit, transactions);
    }

    @Bean
    DataTypeRegistration dataTypeRegistration(
            RegisteredDataTypes registered, AuditLog audit, TransactionTemplate transactions) {
        return new DataTypeRegistration(registered, audit, transactions);
    }

    @Bean
    OnSiteJoining onSiteJoining(
            Projects projects,
            Grants grants,
            ConsentDocuments documents,
            AuditLog audit,
            TransactionTemplate transactions) {
        return new OnSiteJoining(projects, grants, documents, audit, transactions);
    }

    @Bean
    WithdrawalMails withdrawalMails(Outbox outbox, Members members, Clients clients, PublicAddress address) {
        return new WithdrawalMails(outbox, members, clients, address);
    }

    @Bean
    Withdrawal withdrawal(
            Grants grants,
            Projects projects,
            Authorizations authorizations,
            ConsentDocuments documents,
            PublicSharing publicSharing,
            Webhooks webhooks,
            WithdrawalMails mails,
            AuditLog audit,
            TransactionTemplate transactions) {
        return new Withdrawal(
                grants, projects, authorizations, documents, publicSharing, webhooks, mails, audit, transactions);
    }

    @Bean
    VisibleFiles visibleFiles(DataFiles files) {
        return new VisibleFiles(files);
    }

    @Bean
    AppSignIns appSignIns(Authorizations authorizations, AuditLog audit, TransactionTemplate transactions) {
        return new AppSignIns(authorizations, audit, transactions);
    }

    @Bean
    PublicSharing publicSharing(
            JdbcClient sql, Grants grants, AuditLog audit, TransactionTemplate transactions, InstantSource clock) {
        return new PublicSharing(sql, grants, audit, transactions, clock);
    }

    @Bean
    AccountEvents accountConsequences(
            Grants grants,
            Authorizations authorizations,
            Projects projects,
            Withdrawal withdrawal,
            PublicSharing publicSharing,
            DataFiles files) {
        return new AccountConsequences(grants, authorizations, projects, withdrawal, publicSharing, files);
    }
}
