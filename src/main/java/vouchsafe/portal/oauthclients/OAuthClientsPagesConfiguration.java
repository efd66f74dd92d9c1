package vouchsafe.portal.oauthclients;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vouchsafe.accounts.Authority;
import vouchsafe.audit.RequestLog;
import vouchsafe.clients.AppSchemes;
import vouchsafe.clients.Clients;
import vouchsafe.clients.Registrations;
import vouchsafe.oauth.ProofKeys;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.pages.OnceShown;

/** Builds the pages about OAuth clients. */
@Configuration(proxyBeanMethods = false)
public class OAuthClientsPagesConfiguration {

    @Bean
    OAuthClientsController oauthClientsController(
            Clients clients,
            Registrations registrations,
            Authority authority,
            PublicAddress address,
            AppSchemes schemes,
            ProofKeys proofKeys,
            OnceShown secrets,
            InstantSource clock) {
        return new OAuthClientsController(
                clients,
                registrations,
                new FormCheck(authority, address, schemes),
                new AboutClients(new ClientAddresses(address), proofKeys),
                secrets,
                clock);
    }

    @Bean
    ProofKeyController proofKeyOfClientController(Clients clients, Registrations registrations) {
        return new ProofKeyController(clients, registrations);
    }

    @Bean
    ClientCallsController clientCallsController(Clients clients, RequestLog requests, InstantSource clock) {
        return new ClientCallsController(clients, requests, clock);
    }

    @Bean
    ClientSecretsController clientSecretsController(Clients clients, Registrations registrations, OnceShown secrets) {
        return new ClientSecretsController(clients, registrations, secrets);
    }
}
