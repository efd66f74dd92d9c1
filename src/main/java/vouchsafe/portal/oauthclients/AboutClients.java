package vouchsafe.portal.oauthclients;

import vouchsafe.clients.Client;
import vouchsafe.oauth.ProofKeys;

/** Gathers what the pages about clients tell beside their registration. */
final class AboutClients {
    private final ClientAddresses addresses;
    private final ProofKeys proofKeys;

    AboutClients(ClientAddresses addresses, ProofKeys proofKeys) {
        this.addresses = addresses;
        this.proofKeys = proofKeys;
    }

    AboutClient of(Client client) {
        return new AboutClient(addresses.of(client), proofKeys.use(client.id()));
    }

    /** The redirect URL of the sidebar that this server serves. */
    String ownRedirectUrl() {
        return addresses.own();
    }
}
