package vouchsafe.clients;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.audit.DurableActs;
import vouchsafe.crypto.KeyRing;
import vouchsafe.crypto.WrappedColumn;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.Transactions;

/** Builds the client store and what is done with it. */
@Configuration(proxyBeanMethods = false)
public class ClientsConfiguration {

    @Bean
    Clients clients(JdbcClient sql, ChangeFeed changes, Transactions transactions, KeyRing keys, InstantSource clock) {
        ClientTable table = new ClientTable(sql);
        return new Clients(table, new ClientCache(table, changes), transactions, keys, clock);
    }

    @Bean
    static WrappedColumn wrappedClientSecrets() {
        return new WrappedColumn(
                "secrets with which clients sign assertions",
                "client_secrets",
                "id",
                "wrapped",
                "an administrator makes a new secret on each client's page and gives it to its owner");
    }

    @Bean
    ClientSecrets clientSecrets(Clients clients, DurableActs acts) {
        return new ClientSecrets(clients, acts);
    }

    @Bean
    Registrations registrations(Clients clients, ClientSecrets secrets, DurableActs acts) {
        return new Registrations(clients, secrets, acts);
    }
}
