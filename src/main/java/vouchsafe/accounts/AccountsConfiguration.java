package vouchsafe.accounts;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.audit.AuditLog;
import vouchsafe.audit.DurableActs;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.SealedRows;
import vouchsafe.crypto.SealedThings;
import vouchsafe.crypto.Seals;
import vouchsafe.db.BatchedReads;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.Disk;
import vouchsafe.db.RowCache;
import vouchsafe.metrics.Metrics;
import vouchsafe.web.PublicAddress;

/** Builds what the command line and the server need alike; {@link BrowserConfiguration} adds what people's pages need. */
@Configuration(proxyBeanMethods = false)
public class AccountsConfiguration {
    /** Where changes of standings are announced. */
    private static final String CHANGES = "member";

    /** Where the table announces changes of members' rows. */
    private static final String ROW_CHANGES = "members";

    /** One standing for this much of the heap: about one in a hundred of it, all together. */
    private static final long HEAP_PER_CACHED_STANDING = 16 * 1024;

    /** One member for this much of the heap: about one in a hundred and sixty of it, all together. */
    private static final long HEAP_PER_CACHED_MEMBER = 64 * 1024;

    private static final Duration KEPT = Duration.ofMinutes(10);

    /** A session's cookie is sealed when the session begins. */
    @Bean
    static SealedThings sealedSessions(JdbcClient sql, InstantSource clock) {
        return new SealedRows(
                "sessions of browsers",
                Set.of(SealKind.SESSION),
                (from, until) -> sql.sql("""
                    SELECT count(*) FROM browser_sessions
                    WHERE creation_time >= :from AND creation_time < :until AND expiry_time > :now
                    """)
                        .param("from", from.toEpochMilli())
                        .param("until", until.toEpochMilli())
                        .param("now", clock.millis())
                        .query(Long.class)
                        .single());
    }

    @Bean
    static SealedThings sealedMailLinks(JdbcClient sql, InstantSource clock) {
        return new SealedRows("links in mails", Set.of(SealKind.EMAIL_LINK), links(sql, clock, """
            SELECT count(*) FROM mail_links WHERE created_at >= :from AND created_at < :until AND expires_at > :now
            """));
    }

    @Bean
    static SealedThings sealedSetupLinks(JdbcClient sql, InstantSource clock) {
        return new SealedRows(
                "links that make the first administrator", Set.of(SealKind.SETUP_LINK), links(sql, clock, """
                    SELECT count(*) FROM setup_links WHERE created_at >= :from AND created_at < :until AND expires_at > :now
                    """));
    }

    private static SealedRows.Count links(JdbcClient sql, InstantSource clock, String counting) {
        return (from, until) -> sql.sql(counting)
                .param("from", from)
                .param("until", until)
                .param("now", clock.instant())
                .query(Long.class)
                .single();
    }

    @Bean
    Passwords passwords(HashingCost cost, Metrics metrics) {
        Runtime machine = Runtime.getRuntime();
        Passwords passwords = new Passwords(Passwords.lanes(machine.availableProcessors(), machine.maxMemory()), cost);
        passwords.count(metrics);
        return passwords;
    }

    @Bean
    Members members(JdbcClient sql, InstantSource clock, Passwords passwords, ChangeFeed changes) {
        return new Members(
                sql,
                clock,
                passwords,
                new RowCache<>(
                        ROW_CHANGES,
                        most(HEAP_PER_CACHED_MEMBER),
                        KEPT,
                        changes,
                        new BatchedReads<>(ids -> Members.read(sql, ids), Member::id)));
    }

    @Bean
    Standings standings(JdbcClient sql, ChangeFeed changes, Members members) {
        return new Standings(
                sql,
                new RowCache<>(
                        CHANGES,
                        most(HEAP_PER_CACHED_STANDING),
                        KEPT,
                        changes,
                        new BatchedReads<>(ids -> Standings.read(sql, ids), Standing::memberId)),
                members);
    }

    private static int most(long heapPerRow) {
        return (int) Math.min(1_000_000, Runtime.getRuntime().maxMemory() / heapPerRow);
    }

    @Bean
    SetupLinks setupLinks(JdbcClient sql, Seals seals, InstantSource clock) {
        return new SetupLinks(sql, seals, clock);
    }

    @Bean
    OperatorAccounts operatorAccounts(Members members, Passwords passwords, SetupLinks links, DurableActs acts) {
        return new OperatorAccounts(members, passwords, links, acts);
    }

    @Bean
    FirstAdministrator firstAdministrator(
            Members members, Passwords passwords, SetupLinks links, PublicAddress address, DurableActs acts) {
        return new FirstAdministrator(members, passwords, links, address, acts);
    }

    @Bean
    MemberExports memberExports(Members members, AuditLog audit) {
        return new MemberExports(members, audit);
    }

    @Bean
    MailLinks mailLinks(JdbcClient sql, Seals seals, InstantSource clock) {
        return new MailLinks(sql, seals, clock);
    }

    @Bean
    BulkAccounts bulkAccounts(JdbcClient sql, Members members, DurableActs acts, Disk disk) {
        return new BulkAccounts(new VouchedTable(sql), members, acts, disk);
    }

    @Bean
    VouchedAccounts vouchedAccounts(
            JdbcClient sql, Members members, MailLinks links, Standings standings, DurableActs acts, Disk disk) {
        return new VouchedAccounts(new VouchedTable(sql), members, links, standings, acts, disk);
    }

    @Bean
    MemberCounts memberCounts(JdbcClient sql) {
        return new MemberCounts(sql);
    }
}
