package vouchsafe.clients;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import vouchsafe.crypto.Fingerprint;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.Memory;

/**
 * Clients in memory, forgotten when any node changes them. While changes may go unheard (see {@link ChangeFeed#up()})
 * nothing is kept.
 */
final class ClientCache implements ChangeFeed.Subscriber {
    private static final String CHANNEL = "client";
    private static final int MOST = 10_000;
    private static final Duration KEEP = Duration.ofMinutes(10);

    private final ClientTable table;
    private final ChangeFeed changes;
    private final Memory<Fingerprint, Client> byClientId = new Memory<>(MOST, KEEP);
    private final Memory<UUID, Client> byId = new Memory<>(MOST, KEEP);

    ClientCache(ClientTable table, ChangeFeed changes) {
        this.table = table;
        this.changes = changes;
        byId.count(changes.metrics(), "client");
        byClientId.count(changes.metrics(), "client_id");
        changes.subscribe(CHANNEL, this);
    }

    Optional<Client> byId(UUID id) {
        return changes.up() ? byId.get(id, table::read) : table.read(id);
    }

    Optional<Client> byClientId(String clientId) {
        return changes.up()
                ? byClientId.get(Fingerprint.of(clientId), key -> table.readByClientId(clientId))
                : table.readByClientId(clientId);
    }

    /** Call inside the transaction that changes the client: its own node forgets at commit, the others a moment later. */
    void changed(Client client) {
        String payload = client.id() + " " + client.clientId();
        changes.publish(CHANNEL, payload);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                onChange(payload);
            }
        });
    }

    @Override
    public void onChange(String payload) {
        int space = payload.indexOf(' ');
        byId.forget(UUID.fromString(payload.substring(0, space)));
        byClientId.forget(Fingerprint.of(payload.substring(space + 1)));
    }

    @Override
    public void onGap() {
        byId.forgetAll();
        byClientId.forgetAll();
    }
}
