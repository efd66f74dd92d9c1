package vouchsafe.accounts;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.audit.AuditLog;
import vouchsafe.audit.DurableActs;
import vouchsafe.crypto.Seals;
import vouchsafe.db.BatchedReads;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.Disk;
import vouchsafe.db.RowCache;
import vouchsafe.metrics.Metrics;

/** Builds what the command line and the server need alike; {@link BrowserConfiguration} adds what people's pages need. */
@Configuration(proxyBeanMethods = false)
public class AccountsConfiguration {
    /** Where changes of standings are announced. */
    private static final String CHANGES = "member";

    /** One standing for this much of the heap: about one in a hundred of it, all together. */
    private static final long HEAP_PER_CACHED_STANDING = 16 * 1024;

    private static final Duration STANDING_KEPT = Duration.ofMinutes(10);

    @Bean
    Passwords passwords(HashingCost cost, Metrics metrics) {
        Runtime machine = Runtime.getRuntime();
        Passwords passwords = new Passwords(Passwords.lanes(machine.availableProcessors(), machine.maxMemory()), cost);
        passwords.count(metrics);
        return passwords;
    }

    @Bean
    Members members(JdbcClient sql, InstantSource clock, Passwords passwords) {
        return new Members(sql, clock, passwords);
    }

    @Bean
    Standings standings(JdbcClient sql, ChangeFeed changes) {
        int most = (int) Math.min(1_000_000, Runtime.getRuntime().maxMemory() / HEAP_PER_CACHED_STANDING);
        return new Standings(
                sql,
                new RowCache<>(
                        CHANGES,
                        most,
                        STANDING_KEPT,
                        changes,
                        new BatchedReads<>(ids -> Standings.read(sql, ids), Standing::memberId)));
    }

    @Bean
    OperatorAccounts operatorAccounts(Members members, Passwords passwords, DurableActs acts) {
        return new OperatorAccounts(members, passwords, acts);
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
    BulkAccounts bulkAccounts(JdbcClient sql, DurableActs acts, Disk disk) {
        return new BulkAccounts(new VouchedTable(sql), acts, disk);
    }

    @Bean
    VouchedAccounts vouchedAccounts(
            JdbcClient sql, Members members, MailLinks links, Standings standings, DurableActs acts, Disk disk) {
        return new VouchedAccounts(new VouchedTable(sql), members, links, standings, acts, disk);
    }
}
