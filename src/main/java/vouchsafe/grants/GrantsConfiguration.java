package vouchsafe.grants;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.BatchedReads;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.RowCache;
import vouchsafe.db.Transactions;

/** Builds the consent store. */
@Configuration(proxyBeanMethods = false)
public class GrantsConfiguration {
    /** On which channel changes of grants are announced. */
    static final String GRANT_CHANGES = "grant";

    private static final int CACHED_GRANTS = 50_000;

    @Bean
    Grants grants(JdbcClient sql, ChangeFeed changes, Transactions transactions, InstantSource clock) {
        GrantTable table = new GrantTable(sql);
        RowCache<Grant> cache = new RowCache<>(
                GRANT_CHANGES,
                CACHED_GRANTS,
                Duration.ofMinutes(10),
                changes,
                new BatchedReads<>(table::read, Grant::id));
        LastReads lastReads = new LastReads(table, clock, CACHED_GRANTS);
        lastReads.count(changes.metrics());
        return new Grants(
                table, new Receipts(sql), cache, new ActiveCounts(table, changes), lastReads, transactions, clock);
    }

    @Bean
    GrantCounts grantCounts(JdbcClient sql) {
        return new GrantCounts(sql);
    }
}
