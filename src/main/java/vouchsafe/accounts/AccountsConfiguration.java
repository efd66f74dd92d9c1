package vouchsafe.accounts;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vouchsafe.audit.AuditLog;
import vouchsafe.db.Disk;

/** Builds what the command line and the server need alike; {@link BrowserConfiguration} adds what people's pages need. */
@Configuration(proxyBeanMethods = false)
public class AccountsConfiguration {

    @Bean
    Passwords passwords() {
        return new Passwords(Runtime.getRuntime().availableProcessors());
    }

    @Bean
    Members members(JdbcClient sql, InstantSource clock, Passwords passwords) {
        return new Members(sql, clock, passwords);
    }

    @Bean
    VouchedAccounts vouchedAccounts(
            JdbcClient sql,
            Members members,
            TransactionTemplate transactions,
            AuditLog audit,
            InstantSource clock,
            Disk disk) {
        return new VouchedAccounts(sql, members, transactions, audit, clock, disk);
    }
}
