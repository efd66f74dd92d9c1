package vouchsafe.hypothesis.embed;

import java.util.List;
import java.util.Optional;
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
 * The OAuth client as which this server's own copy of the annotation client signs members in. Its id is not a secret and the
 * same on every server, so nothing need be configured. It is made at the first start, and follows the server's address.
 */
final class FirstPartyClient implements SmartInitializingSingleton {
    static final String CLIENT_ID = "0f1a7c9e-5b0d-11f0-8a3e-766f75636873";

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

    @Override
    public void afterSingletonsInstantiated() {
        try {
            List<RedirectUri> here = List.of(RedirectUri.register(address.url("/app.html")));
            Optional<Client> known = clients.byClientId(CLIENT_ID);
            if (known.isEmpty()) {
                create(here);
            } else if (!known.get().redirectUris().equals(here)) {
                move(known.get(), here);
            }
        } catch (InvalidRedirectUri unusable) {
            log.warn(
                    "members cannot sign in to the annotation client at {}: {}", address.base(), unusable.getMessage());
        }
    }

    private void create(List<RedirectUri> redirectUris) {
        NewClient client = new NewClient(
                CLIENT_ID,
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

    private void move(Client client, List<RedirectUri> redirectUris) {
        transactions.executeWithoutResult(transaction -> {
            clients.update(client.id(), client.name(), redirectUris, client.pkceRequired());
            audit.record(AuditEvent.of("client.updated").client(client.id()).with("by", "change of address"));
        });
    }
}
