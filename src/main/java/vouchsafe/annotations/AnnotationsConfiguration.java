package vouchsafe.annotations;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.accounts.AccountEvents;
import vouchsafe.accounts.BulkAccounts;
import vouchsafe.accounts.Members;
import vouchsafe.audit.AuditLog;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.Job;
import vouchsafe.db.Transactions;

/** Builds annotations, their groups, and who may read them. */
@Configuration(proxyBeanMethods = false)
public class AnnotationsConfiguration {

    @Bean
    Annotations annotations(
            JdbcClient sql, ChangeFeed changes, AuditLog audit, Transactions transactions, InstantSource clock) {
        return new Annotations(new AnnotationTable(sql), new DocumentTable(sql), changes, audit, transactions, clock);
    }

    @Bean
    Groups annotationGroups(
            JdbcClient sql,
            Annotations annotations,
            ChangeFeed changes,
            AuditLog audit,
            Transactions transactions,
            InstantSource clock) {
        return new Groups(
                new GroupTable(sql), new GroupMemberTable(sql), annotations, changes, audit, transactions, clock);
    }

    @Bean
    Provisioning provisioning(
            JdbcClient sql,
            BulkAccounts accounts,
            ChangeFeed changes,
            AuditLog audit,
            Transactions transactions,
            InstantSource clock) {
        return new Provisioning(
                accounts, new GroupTable(sql), new GroupMemberTable(sql), changes, audit, transactions, clock);
    }

    @Bean
    SharedWork sharedWork(JdbcClient sql) {
        return new SharedWork(new SharedWorkTable(sql));
    }

    @Bean
    Readers annotationReaders(JdbcClient sql, Members members) {
        return new Readers(new GroupTable(sql), new GroupMemberTable(sql), members);
    }

    @Bean
    Preferences annotationPreferences(JdbcClient sql) {
        return new Preferences(sql);
    }

    @Bean
    AnnotationLedger annotationLedger(JdbcClient sql, InstantSource clock) {
        return new AnnotationLedger(sql, clock);
    }

    @Bean
    AccountEvents annotationAccounts(Annotations annotations, Groups annotationGroups, AnnotationLedger ledger) {
        return new AnnotationAccounts(annotations, annotationGroups, ledger);
    }

    @Bean
    AnnotationPurge annotationPurge(JdbcClient sql, Transactions transactions, InstantSource clock) {
        return new AnnotationPurge(
                new AnnotationTable(sql), new DocumentTable(sql), new GroupTable(sql), transactions, clock);
    }

    @Bean
    Job annotationPurging(AnnotationPurge purge) {
        return new Job.Repeated("annotation-purging", Duration.ofMinutes(1), purge::run);
    }
}
