package vouchsafe.publication;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.audit.AuditLog;
import vouchsafe.db.Transactions;
import vouchsafe.grants.Grants;

/** Builds the parts that serve members' public sharing. */
@Configuration(proxyBeanMethods = false)
public class PublicationConfiguration {

    @Bean
    PublicFiles publicFiles(JdbcClient sql) {
        return new PublicFiles(sql);
    }

    @Bean
    PublicMembers publicMembers(JdbcClient sql) {
        return new PublicMembers(sql);
    }

    @Bean
    PublicSharing publicSharing(
            JdbcClient sql, Grants grants, AuditLog audit, Transactions transactions, InstantSource clock) {
        return new PublicSharing(sql, grants, audit, transactions, clock);
    }
}
