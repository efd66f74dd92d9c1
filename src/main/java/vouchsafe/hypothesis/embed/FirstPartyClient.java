package vouchsafe.hypothesis.embed;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.AuditLog;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.clients.InvalidRedirectUri;
import vouchsafe.clients.Lifetimes;
import vouchsafe.clients.NewClient;
import vouchsafe.clients.RedirectUri;
import vouchsafe.web.PublicAddress;

/**
 * The OAuth client as which this server's own copy of the annotation client signs members in. Its id follows from the
 * server's address, so nothing need be configured: every node of a server has the same, and it is made at the first start.
 */
final class FirstPartyClient implements SmartInitializingSingleton {
    private static final String NAME = "Annotations";
    private static final Logger log = LoggerFactory.getLogger(FirstPartyClient.class);

    private final Clients clients;
    private final TransactionTemplate transactions;
    private final AuditLog audit;
    private final PublicAddress address;

    FirstPartyClient(Clients clients, TransactionTemplate transactions, AuditLog audit, PublicAddress address) {
        this.clients = clients;
        this.transactions = transactions;
        this.audit = audit;
        this.address = address;
    }

    /** What it calls itself; no secret. */
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
                create(List.of(RedirectUri.register(redirectUri(address))));
            } catch (InvalidRedirectUri unusable) {
                log.warn(
                        "members cannot sign in to the annotation client at {}: {}",
                        address.base(),
                        unusable.getMessage());
            }
        }
    }

    private void create(List<RedirectUri> redirectUris) {
        NewClient client = new NewClient(
                clientId(address),
                Client.Kind.REGISTERED,
                NAME,
                false,
                false,
                redirectUris,
                NewClient.CODE_FLOW,
                List.of("annotation:read", "annotation:write"),
                true,
                false,
                Lifetimes.HYPOTHESIS);
        try {
            transactions.executeWithoutResult(transaction -> {
                Client made = clients.create(client);
                audit.record(AuditEvent.of("client.created").client(made.id()).with("by", "first start"));
            });
        } catch (DuplicateKeyException another) {
            log.debug("another node made the annotation client's registration meanwhile");
        }
    }
}
