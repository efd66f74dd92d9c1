package vouchsafe.publication;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.audit.DurableActs;
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
    PublicSharing publicSharing(JdbcClient sql, Grants grants, DurableActs acts) {
        return new PublicSharing(sql, grants, acts);
    }
}
