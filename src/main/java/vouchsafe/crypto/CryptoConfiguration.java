package vouchsafe.crypto;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.Job;
import vouchsafe.db.Transactions;
import vouchsafe.metrics.Metrics;

/** Opens the key ring with the master key the operator gave, and builds what changes keys. */
@Configuration(proxyBeanMethods = false)
public class CryptoConfiguration {
    private final JdbcClient sql;
    private final InstantSource clock;
    private final MasterKeys masters;
    private final KeyTable table;
    private final SigningKeyTable pairs;

    CryptoConfiguration(JdbcClient sql, InstantSource clock, MasterKeys masters) {
        this.sql = sql;
        this.clock = clock;
        this.masters = masters;
        this.table = new KeyTable(sql);
        this.pairs = new SigningKeyTable(sql);
    }

    @Bean
    KeyRing keyRing(ChangeFeed changes) {
        return KeyRing.open(table, masters, clock, changes);
    }

    @Bean
    Seals seals(KeyRing keys, Metrics metrics) {
        return new Seals(keys, metrics);
    }

    @Bean
    SigningKeys signingKeys(KeyRing keys, Transactions transactions) {
        return new SigningKeys(pairs, keys, transactions, clock);
    }

    @Bean
    static WrappedColumn wrappedSigningKeys() {
        return new WrappedColumn(
                "pairs of keys that sign receipts",
                "signing_keys",
                "id",
                "wrapped",
                "nothing: a new pair signs, and the old public keys stay published");
    }

    @Bean
    KeyList keyList(List<WrappedColumn> columns, List<SealedThings> things) {
        return new KeyList(table, pairs, masters, new WrappedRows(sql), new KeyList.Dependents(columns, things), clock);
    }

    @Bean
    KeyRotation keyRotation(KeyRing ring, Transactions transactions, ChangeFeed feed, KeyEvents events) {
        return new KeyRotation(table, pairs, ring, masters, changes(transactions, feed, events));
    }

    @Bean
    MasterKeyChange masterKeyChange(Transactions transactions, ChangeFeed feed, KeyEvents events) {
        return new MasterKeyChange(table, pairs, masters, changes(transactions, feed, events));
    }

    private KeyRotation.KeyChanges changes(Transactions transactions, ChangeFeed feed, KeyEvents events) {
        return new KeyRotation.KeyChanges(transactions, feed, events, clock);
    }

    @Bean
    KeyUpkeep keyUpkeep(
            KeyRing ring,
            List<WrappedColumn> columns,
            List<SealedThings> things,
            Transactions transactions,
            ChangeFeed feed,
            KeyEvents events) {
        return new KeyUpkeep(table, ring, new WrappedRows(sql), columns, things, changes(transactions, feed, events));
    }

    @Bean
    Job keyUpkeepJob(KeyUpkeep upkeep) {
        return new Job.Repeated("key-upkeep", Duration.ofMinutes(10), upkeep::run);
    }
}
