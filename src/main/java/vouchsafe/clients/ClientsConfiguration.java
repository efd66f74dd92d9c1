package vouchsafe.clients;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.audit.AuditLog;
import vouchsafe.crypto.KeyRing;
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
    ClientSecrets clientSecrets(Clients clients, AuditLog audit, Transactions transactions, InstantSource clock) {
        return new ClientSecrets(clients, audit, transactions, clock);
    }

    @Bean
    Registrations registrations(
            Clients clients, ClientSecrets secrets, AuditLog audit, Transactions transactions, InstantSource clock) {
        return new Registrations(clients, secrets, audit, transactions, clock);
    }
}
