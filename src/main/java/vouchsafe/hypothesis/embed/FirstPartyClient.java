package vouchsafe.hypothesis.embed;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import vouchsafe.audit.Actor;
import vouchsafe.clients.AppSchemes;
import vouchsafe.clients.ClientRegistration;
import vouchsafe.clients.Clients;
import vouchsafe.clients.InvalidRedirectUri;
import vouchsafe.clients.NewClient;
import vouchsafe.clients.NewRegistration;
import vouchsafe.clients.RedirectUri;
import vouchsafe.clients.Registrations;
import vouchsafe.web.PublicAddress;

/**
 * The OAuth client of this server's own copy of the annotation client. Its id follows from the server's address, so nothing
 * need be configured: every node of a server has the same one, and it is made at the first start.
 */
final class FirstPartyClient implements SmartInitializingSingleton {
    private static final String NAME = "Annotations";
    private static final Logger log = LoggerFactory.getLogger(FirstPartyClient.class);

    private final Clients clients;
    private final Registrations registrations;
    private final PublicAddress address;

    FirstPartyClient(Clients clients, Registrations registrations, PublicAddress address) {
        this.clients = clients;
        this.registrations = registrations;
        this.address = address;
    }

    /** Its client id, which is no secret. */
    static String clientId(PublicAddress address) {
        return UUID.nameUUIDFromBytes(redirectUri(address).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static String redirectUri(PublicAddress address) {
        return address.url("/app.html");
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (clients.byClientId(clientId(address)).isEmpty()) {
            try {
                register(RedirectUri.register(redirectUri(address), new AppSchemes(Set.of())));
            } catch (InvalidRedirectUri unusable) {
                log.warn(
                        "members cannot sign in to the annotation client at {}: {}",
                        address.base(),
                        unusable.getMessage());
            }
        }
    }

    private void register(RedirectUri redirectUri) {
        ClientRegistration decided =
                new ClientRegistration(NAME, null, NewClient.CODE_FLOW, List.of(redirectUri), false, true, false);
        if (!registrations.registerOnce(
                NewRegistration.forAnnotations(clientId(address), decided), Actor.FIRST_START)) {
            log.debug("another node made the annotation client's registration meanwhile");
        }
    }
}
