package vouchsafe.portal.oauthclients;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vouchsafe.clients.Client;
import vouchsafe.clients.RedirectUri;
import vouchsafe.web.PublicAddress;

/** The addresses of this server that an app needs for its way of getting tokens. */
final class ClientAddresses {
    private final PublicAddress address;

    ClientAddresses(PublicAddress address) {
        this.address = address;
    }

    /** Addresses by their purpose. */
    Map<String, String> of(Client client) {
        Map<String, String> told = new LinkedHashMap<>();
        switch (ClientForm.grantType(client)) {
            case ClientForm.CREDENTIALS -> told.put("Accounts", address.url("/api/users"));
            case ClientForm.ASSERTION -> {
                told.put("Token", address.url("/api/token"));
                told.put("Audience of assertions", String.valueOf(address.base().getHost()));
            }
            default -> {
                told.put("Authorization", address.url("/oauth/authorize"));
                told.put("Token", address.url("/api/token"));
                told.put("Revocation", address.url("/oauth/revoke"));
            }
        }
        told.put("API", address.url("/api/"));
        return told;
    }

    /** The redirect URL of the sidebar that this server serves. */
    String own() {
        return address.url("/app.html");
    }

    /** Whether it is the client of that sidebar. */
    static boolean own(Client client, String redirectUri) {
        return client.trusted()
                && client.redirectUris().stream()
                        .map(RedirectUri::value)
                        .toList()
                        .equals(List.of(redirectUri));
    }
}
