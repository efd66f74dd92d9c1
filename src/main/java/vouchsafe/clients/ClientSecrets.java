package vouchsafe.clients;

import java.time.InstantSource;
import java.util.UUID;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.AuditLog;
import vouchsafe.db.Transactions;

/**
 * Replaces a client's secret without a gap: make the second, move the app over, retire the first. Each act and its
 * record are one transaction; the room that owns the client words the record.
 */
public final class ClientSecrets {
    private final Clients clients;
    private final AuditLog audit;
    private final Transactions transactions;
    private final InstantSource clock;

    ClientSecrets(Clients clients, AuditLog audit, Transactions transactions, InstantSource clock) {
        this.clients = clients;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Makes a new secret. A secret made by another request at this very moment goes on working beside it, since both
     * were shown; a third is refused.
     *
     * @param made recorded where a secret is made
     */
    public NewSecretResult replace(UUID clientRowId, SecretOverlap overlap, AuditEvent made) {
        return transactions.call(() -> {
            NewSecretResult result = clients.replaceSecret(clientRowId, overlap.end(clock.instant()));
            if (result instanceof NewSecretResult.SecretMade) {
                audit.record(made);
            }
            return result;
        });
    }

    /**
     * Ends one secret at once; false where it had ended, or is none of this client's.
     *
     * @param retired recorded where it is ended
     */
    public boolean retire(UUID clientRowId, UUID secretId, AuditEvent retired) {
        return transactions.call(() -> {
            boolean ended = clients.endSecret(clientRowId, secretId);
            if (ended) {
                audit.record(retired);
            }
            return ended;
        });
    }
}
