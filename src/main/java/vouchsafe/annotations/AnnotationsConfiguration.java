package vouchsafe.annotations;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.accounts.AccountEvents;
import vouchsafe.accounts.BulkAccounts;
import vouchsafe.accounts.Members;
import vouchsafe.audit.DurableActs;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.Job;
import vouchsafe.db.Transactions;
import vouchsafe.metrics.Metrics;

/** Builds annotations, their groups, and who may read them. */
@Configuration(proxyBeanMethods = false)
public class AnnotationsConfiguration {

    private final JdbcClient sql;
    private final ChangeFeed changes;
    private final DurableActs acts;
    private final InstantSource clock;
    private final AnnotationTable annotationTable;
    private final DocumentTable documentTable;
    private final GroupTable groupTable;
    private final GroupMemberTable groupMemberTable;

    AnnotationsConfiguration(JdbcClient sql, ChangeFeed changes, DurableActs acts, InstantSource clock) {
        this.sql = sql;
        this.changes = changes;
        this.acts = acts;
        this.clock = clock;
        this.annotationTable = new AnnotationTable(sql);
        this.documentTable = new DocumentTable(sql);
        this.groupTable = new GroupTable(sql);
        this.groupMemberTable = new GroupMemberTable(sql);
    }

    @Bean
    Annotations annotations() {
        return new Annotations(annotationTable, documentTable, changes, acts);
    }

    @Bean
    Groups annotationGroups(Annotations annotations) {
        return new Groups(groupTable, groupMemberTable, annotations, changes, acts);
    }

    @Bean
    Provisioning provisioning(BulkAccounts accounts) {
        return new Provisioning(accounts, groupTable, groupMemberTable, changes, acts);
    }

    @Bean
    SharedWork sharedWork() {
        return new SharedWork(new SharedWorkTable(sql));
    }

    @Bean
    Readers annotationReaders(Members members) {
        return new Readers(groupTable, groupMemberTable, members);
    }

    @Bean
    Preferences annotationPreferences() {
        return new Preferences(sql);
    }

    @Bean
    AnnotationLedger annotationLedger(Metrics metrics) {
        AnnotationLedger ledger = new AnnotationLedger(sql, clock);
        ledger.count(metrics);
        return ledger;
    }

    @Bean
    AccountEvents annotationAccounts(Annotations annotations, Groups annotationGroups, AnnotationLedger ledger) {
        return new AnnotationAccounts(annotations, annotationGroups, ledger);
    }

    @Bean
    AnnotationPurge annotationPurge(Transactions transactions) {
        return new AnnotationPurge(annotationTable, documentTable, groupTable, transactions, clock);
    }

    @Bean
    Job annotationPurging(AnnotationPurge purge) {
        return new Job.Repeated("annotation-purging", Duration.ofMinutes(1), purge::run);
    }
}
