package vouchsafe.accounts;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.transaction.PlatformTransactionManager;
import vouchsafe.audit.AuditLog;
import vouchsafe.crypto.Seals;
import vouchsafe.db.Disk;
import vouchsafe.db.Job;
import vouchsafe.db.Transactions;
import vouchsafe.mail.Outbox;
import vouchsafe.web.PublicAddress;

/**
 * Builds what people's pages need: sign-in, sign-up, passwords, addresses, and browser sessions, which are rows in the
 * database that any node reads and a cookie that opens one.
 */
@Configuration(proxyBeanMethods = false)
@EnableJdbcHttpSession(
        tableName = "browser_sessions",
        maxInactiveIntervalInSeconds = BrowserSessions.STRANGER_IDLE_SECONDS)
public class BrowserConfiguration {

    @Bean
    CookieSerializer sessionCookies(PublicAddress address, Seals seals) {
        return new SessionCookies(address, seals);
    }

    /** Two requests of one browser that store the same attribute at once do not fail. */
    @Bean
    PostgreSqlJdbcIndexedSessionRepositoryCustomizer sessionUpserts() {
        return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
    }

    /** Found by the library under this name. */
    @Bean
    SessionTransactions springSessionTransactionOperations(PlatformTransactionManager transactions) {
        return new SessionTransactions(transactions);
    }

    /** Wraps the library's store, which would write on every page view. */
    @Bean
    @Primary
    KeptSessions<? extends Session> keptSessions(
            JdbcIndexedSessionRepository sessions, Standings standings, Transactions transactions, AuditLog audit) {
        FindByIndexNameSessionRepository<? extends Session> store = sessions;
        return new KeptSessions<>(store, new SessionBeginnings(standings, transactions, audit));
    }

    @Bean
    SessionTable sessionTable(JdbcClient sql) {
        return new SessionTable(sql);
    }

    @Bean
    SignedInContexts signedInContexts(Members members, InstantSource clock) {
        return new SignedInContexts(members, clock);
    }

    @Bean
    BrowserSessions browserSessions(
            SignedInContexts contexts,
            SessionAuthenticationStrategy renewal,
            FindByIndexNameSessionRepository<? extends Session> sessions,
            SessionTable table,
            KnownBrowsers browsers,
            Standings standings,
            Transactions transactions,
            AuditLog audit) {
        return new BrowserSessions(contexts, renewal, sessions, table, browsers, standings, transactions, audit);
    }

    @Bean
    WaitingRequests waitingRequests(InstantSource clock) {
        return new WaitingRequests(clock);
    }

    @Bean
    KnownBrowsers knownBrowsers(Seals seals, PublicAddress address) {
        return new KnownBrowsers(seals, address);
    }

    @Bean
    SignIns signIns(Members members, Passwords passwords, KnownBrowsers browsers, AuditLog audit) {
        return new SignIns(members, passwords, browsers, audit);
    }

    /** Once a day is often enough: it is for space only. */
    @Bean
    Job sweepMailLinks(MailLinks links) {
        return new Job.Repeated("sweep-mail-links", Duration.ofDays(1), links::sweep);
    }

    @Bean
    AccountMails accountMails(Outbox outbox, PublicAddress address) {
        return new AccountMails(outbox, address);
    }

    @Bean
    MailAllowance mailAllowance(AccountSettings settings) {
        return new MailAllowance(settings);
    }

    @Bean
    EmailAddresses emailAddresses(
            Members members,
            MailLinks links,
            AccountMails mails,
            Standings standings,
            Transactions transactions,
            AuditLog audit,
            MailAllowance allowance) {
        return new EmailAddresses(members, links, mails, standings, transactions, audit, allowance);
    }

    @Bean
    SignUps signUps(
            Members members,
            Passwords passwords,
            EmailAddresses addresses,
            Transactions transactions,
            AuditLog audit,
            AccountSettings settings,
            Disk disk) {
        return new SignUps(members, passwords, addresses, transactions, audit, settings, disk);
    }

    @Bean
    PasswordChanges passwordChanges(
            Members members,
            Passwords passwords,
            MailLinks links,
            AccountMails mails,
            ObjectProvider<AccountEvents> events,
            SessionTable sessions,
            Standings standings,
            Transactions transactions,
            AuditLog audit,
            MailAllowance allowance) {
        List<AccountEvents> listeners = events.orderedStream().toList();
        return new PasswordChanges(
                members, passwords, links, mails, listeners, sessions, standings, transactions, audit, allowance);
    }

    @Bean
    AccountDeletion accountDeletion(
            JdbcClient sql,
            SessionTable sessions,
            MailLinks links,
            AccountMails mails,
            Standings standings,
            ObjectProvider<AccountEvents> events,
            Transactions transactions,
            AuditLog audit) {
        List<AccountEvents> listeners = events.orderedStream().toList();
        return new AccountDeletion(sql, sessions, links, mails, standings, listeners, transactions, audit);
    }

    @Bean
    MemberAdministration memberAdministration(
            JdbcClient sql,
            SessionTable sessions,
            MailLinks links,
            AccountMails mails,
            Standings standings,
            ObjectProvider<AccountEvents> events,
            Transactions transactions,
            AuditLog audit) {
        List<AccountEvents> listeners = events.orderedStream().toList();
        return new MemberAdministration(sql, sessions, links, mails, standings, listeners, transactions, audit);
    }
}
