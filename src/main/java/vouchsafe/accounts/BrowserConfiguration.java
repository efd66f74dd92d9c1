package vouchsafe.accounts;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import vouchsafe.audit.AuditLog;
import vouchsafe.audit.DurableActs;
import vouchsafe.crypto.Seals;
import vouchsafe.db.Disk;
import vouchsafe.db.Job;
import vouchsafe.mail.Outbox;
import vouchsafe.metrics.Metrics;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.pages.OnceShown;

/**
 * Builds what people's pages need: sign-in, sign-up, passwords, addresses, and browser sessions, which are rows in the
 * database that any node reads and a cookie that opens one.
 */
@Configuration(proxyBeanMethods = false)
@EnableSpringHttpSession
public class BrowserConfiguration {
    private final JdbcClient sql;
    private final Members members;
    private final Standings standings;
    private final DurableActs acts;
    private final SessionTable sessionTable;
    private final AccountMails mails;

    BrowserConfiguration(
            JdbcClient sql,
            Members members,
            Standings standings,
            DurableActs acts,
            Outbox outbox,
            PublicAddress address) {
        this.sql = sql;
        this.members = members;
        this.standings = standings;
        this.acts = acts;
        this.sessionTable = new SessionTable(sql);
        this.mails = new AccountMails(outbox, address);
    }

    @Bean
    CookieSerializer sessionCookies(PublicAddress address, Seals seals) {
        return new SessionCookies(address, seals);
    }

    @Bean
    KeptSessions keptSessions(Metrics metrics) {
        sessionTable.count(metrics);
        return new KeptSessions(sessionTable, new SessionBeginnings(standings, acts));
    }

    @Bean
    SignedInContexts signedInContexts(InstantSource clock) {
        return new SignedInContexts(members, clock);
    }

    @Bean
    SignedInBrowsers signedInBrowsers(CookieSerializer cookies, KeptSessions sessions, SignedInContexts contexts) {
        return new SignedInBrowsers(cookies, sessions, contexts);
    }

    @Bean
    BrowserSessions browserSessions(
            SignedInContexts contexts, SessionAuthenticationStrategy renewal, KnownBrowsers browsers) {
        return new BrowserSessions(contexts, renewal, browsers, new MemberSessions(sessionTable), standings, acts);
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
    SignIns signIns(Passwords passwords, KnownBrowsers browsers, AuditLog audit, Metrics metrics) {
        return new SignIns(members, passwords, browsers, audit, metrics);
    }

    /** Once a day is often enough: it is for space only. */
    @Bean
    Job sweepMailLinks(MailLinks links) {
        return new Job.Repeated("sweep-mail-links", Duration.ofDays(1), links::sweep);
    }

    /** For space only: a session that ended opens nothing. Sessions go by the machine's clock. */
    @Bean
    Job sweepBrowserSessions() {
        InstantSource machine = InstantSource.system();
        return new Job.Repeated(
                "sweep-browser-sessions", Duration.ofMinutes(10), () -> sessionTable.sweep(machine.instant()));
    }

    @Bean
    Job sweepShownSecrets(InstantSource clock) {
        return new Job.Repeated(
                "sweep-shown-secrets", OnceShown.KEPT, () -> sessionTable.sweepShownSecrets(clock.instant()));
    }

    @Bean
    MailAllowance mailAllowance(AccountSettings settings) {
        return new MailAllowance(settings);
    }

    @Bean
    EmailAddresses emailAddresses(MailLinks links, MailAllowance allowance) {
        return new EmailAddresses(members, links, mails, standings, acts, allowance);
    }

    @Bean
    SignUps signUps(Passwords passwords, EmailAddresses addresses, AccountSettings settings, Disk disk) {
        return new SignUps(members, passwords, addresses, acts, settings, disk);
    }

    @Bean
    UnderAccount underAccount(MailLinks links, ObjectProvider<AccountEvents> events) {
        return new UnderAccount(
                standings, sessionTable, links, events.orderedStream().toList());
    }

    @Bean
    PasswordChanges passwordChanges(
            Passwords passwords, MailLinks links, UnderAccount underAccount, MailAllowance allowance) {
        ResetLinks resetLinks = new ResetLinks(members, standings, links, mails, allowance, acts);
        return new PasswordChanges(members, passwords, resetLinks, underAccount, mails, acts);
    }

    @Bean
    AccountDeletion accountDeletion(UnderAccount underAccount) {
        return new AccountDeletion(sql, underAccount, mails, standings, acts);
    }

    @Bean
    MemberAdministration memberAdministration(UnderAccount underAccount) {
        return new MemberAdministration(sql, underAccount, mails, standings, acts);
    }
}
