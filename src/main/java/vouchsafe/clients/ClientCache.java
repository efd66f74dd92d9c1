package vouchsafe.clients;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import vouchsafe.db.ChangeFeed;

/**
 * Clients in memory, forgotten when any node changes them. While changes may go unheard (see {@link ChangeFeed#up()})
 * nothing is kept.
 */
final class ClientCache implements ChangeFeed.Subscriber {
    private static final String CHANNEL = "client";

    private final ClientTable table;
    private final ChangeFeed changes;
    private final Cache<String, Client> byClientId = newCache();
    private final Cache<UUID, Client> byId = newCache();

    ClientCache(ClientTable table, ChangeFeed changes) {
        this.table = table;
        this.changes = changes;
        changes.subscribe(CHANNEL, this);
    }

    private static <K> Cache<K, Client> newCache() {
        return Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(Duration.ofMinutes(10))
                .build();
    }

    Optional<Client> byId(UUID id) {
        if (!changes.up()) {
            return table.read(id);
        }
        return Optional.ofNullable(byId.get(id, key -> table.read(key).orElse(null)));
    }

    Optional<Client> byClientId(String clientId) {
        if (!changes.up()) {
            return table.readByClientId(clientId);
        }
        return Optional.ofNullable(
                byClientId.get(clientId, key -> table.readByClientId(key).orElse(null)));
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
        byId.invalidate(UUID.fromString(payload.substring(0, space)));
        byClientId.invalidate(payload.substring(space + 1));
    }

    @Override
    public void onGap() {
        byId.invalidateAll();
        byClientId.invalidateAll();
    }
}
