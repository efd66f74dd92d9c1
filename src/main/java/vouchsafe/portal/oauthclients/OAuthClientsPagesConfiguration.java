package vouchsafe.portal.oauthclients;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;
import vouchsafe.accounts.Authority;
import vouchsafe.audit.AuditLog;
import vouchsafe.audit.RequestLog;
import vouchsafe.clients.Clients;
import vouchsafe.crypto.KeyRing;
import vouchsafe.web.PublicAddress;

/** Builds the pages about OAuth clients. */
@Configuration(proxyBeanMethods = false)
public class OAuthClientsPagesConfiguration {

    @Bean
    OAuthClientsController oauthClientsController(
            Clients clients,
            Authority authority,
            PublicAddress address,
            KeyRing keys,
            AuditLog audit,
            TransactionTemplate transactions,
            InstantSource clock) {
        return new OAuthClientsController(
                clients,
                new FormCheck(authority, address),
                new ClientAddresses(address),
                new NewSecret(keys),
                audit,
                transactions,
                clock);
    }

    @Bean
    ClientCallsController clientCallsController(Clients clients, RequestLog requests, InstantSource clock) {
        return new ClientCallsController(clients, requests, clock);
    }

    @Bean
    ClientSecretsController clientSecretsController(
            Clients clients, KeyRing keys, AuditLog audit, TransactionTemplate transactions, InstantSource clock) {
        return new ClientSecretsController(clients, new NewSecret(keys), audit, transactions, clock);
    }
}
