package vouchsafe.portal.oauthclients;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.web.pages.NoSuchPage;

/** Admits administrators only. All others get 404, which tells them nothing about the apps that exist. */
final class Administrators {
    private Administrators() {}

    static SignedInMember require(@Nullable SignedInMember member) {
        return Optional.ofNullable(member).filter(SignedInMember::administrator).orElseThrow(NoSuchPage::new);
    }

    /** The client of this id, if it is one that an administrator registered. */
    static Client client(Clients clients, String clientId) {
        return Optional.of(clientId)
                .filter(id -> id.matches("[A-Za-z0-9\\-]{1,64}"))
                .flatMap(clients::byClientId)
                .filter(client -> client.kind() == Client.Kind.REGISTERED)
                .orElseThrow(NoSuchPage::new);
    }

    static String path(Client client) {
        return "/admin/oauthclients/" + client.clientId();
    }

    /** The name under which new secrets of a client wait to be shown. */
    static String shownSecrets(Client client) {
        return "client." + client.id();
    }
}
