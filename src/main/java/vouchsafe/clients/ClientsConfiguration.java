package vouchsafe.clients;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vouchsafe.crypto.KeyRing;
import vouchsafe.db.ChangeFeed;

/** Builds the client store. */
@Configuration(proxyBeanMethods = false)
public class ClientsConfiguration {

    @Bean
    Clients clients(
            JdbcClient sql, ChangeFeed changes, TransactionTemplate transactions, KeyRing keys, InstantSource clock) {
        ClientTable table = new ClientTable(sql);
        return new Clients(table, new ClientCache(table, changes), transactions, keys, clock);
    }
}
