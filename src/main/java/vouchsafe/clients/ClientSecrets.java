package vouchsafe.clients;

import java.util.UUID;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;

/**
 * Replaces a client's secret without a gap: make the second, move the app over, retire the first. Each act and its
 * record are one transaction; the room that owns the client words the record.
 */
public final class ClientSecrets {
    private final Clients clients;
    private final DurableActs acts;

    ClientSecrets(Clients clients, DurableActs acts) {
        this.clients = clients;
        this.acts = acts;
    }

    /**
     * Makes a new secret. A secret made by another request at this very moment goes on working beside it, since both
     * were shown; a third is refused.
     *
     * @param made recorded where a secret is made
     */
    public NewSecretResult replace(UUID clientRowId, SecretOverlap overlap, AuditEvent made) {
        return acts.call(() -> {
            NewSecretResult result = clients.replaceSecret(clientRowId, overlap.end(acts.now()));
            if (result instanceof NewSecretResult.SecretMade) {
                acts.record(made);
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
        return acts.call(() -> {
            boolean ended = clients.endSecret(clientRowId, secretId);
            if (ended) {
                acts.record(retired);
            }
            return ended;
        });
    }
}
