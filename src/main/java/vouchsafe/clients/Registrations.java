package vouchsafe.clients;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.audit.Actor;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;

/**
 * The clients that belong to no project, as an administrator or the operator keeps them. Each verb is one transaction with
 * its record. It holds the client's row, so that of two at one moment the second sees what the first did.
 */
public final class Registrations {
    private final Clients clients;
    private final ClientSecrets secrets;
    private final DurableActs acts;

    Registrations(Clients clients, ClientSecrets secrets, DurableActs acts) {
        this.clients = clients;
        this.secrets = secrets;
        this.acts = acts;
    }

    /** Registers a client, with a secret where it is confidential. */
    public RegistrationResult register(NewRegistration wanted, Actor actor) {
        Set<RegistrationProblem> problems = wanted.decided().problems();
        if (!problems.isEmpty()) {
            return new RegistrationRefused(problems);
        }
        return acts.call(() -> {
            Client client = clients.create(wanted.client());
            acts.record(AuditEvent.of("client.created").by(actor).client(client.id()));
            return new RegistrationResult.ClientRegistered(client, firstSecret(client));
        });
    }

    private @Nullable ClientSecret firstSecret(Client client) {
        return client.confidential() ? clients.issueSecret(client.id(), acts.now()) : null;
    }

    /**
     * Registers a public client whose id follows from something, unless a client of this id is there: of several nodes that
     * start at one moment, one makes it.
     *
     * @return whether it was made now
     */
    public boolean registerOnce(NewRegistration wanted, Actor actor) {
        Set<RegistrationProblem> problems = wanted.decided().problems();
        if (!problems.isEmpty() || wanted.decided().confidential()) {
            throw new IllegalArgumentException("no public client that can be registered: " + problems);
        }
        return acts.call(() -> {
            Optional<UUID> made = clients.createOnce(wanted.client());
            made.ifPresent(
                    id -> acts.record(AuditEvent.of("client.created").by(actor).client(id)));
            return made.isPresent();
        });
    }

    /** Changes what was decided about a client; tokens already issued live on where they still may. */
    public RegistrationChangeResult change(Client client, ClientRegistration decided, Actor actor) {
        requireRegistered(client);
        Set<RegistrationProblem> problems = decided.problems();
        if (!problems.isEmpty()) {
            return new RegistrationRefused(problems);
        }
        return acts.call(() -> {
            Optional<Client> changed = clients.update(client.id(), decided);
            if (changed.isEmpty()) {
                return new RegistrationChangeResult.ClientDeletedMeanwhile();
            }
            acts.record(AuditEvent.of("client.updated").by(actor).client(client.id()));
            return new RegistrationChangeResult.ClientChanged(changed.get());
        });
    }

    /** From now on refuses authorization requests of the client that come without a PKCE challenge (RFC 7636). */
    public void requirePkce(Client client, Actor actor) {
        requireRegistered(client);
        acts.run(() -> {
            clients.requirePkce(client.id());
            acts.record(AuditEvent.of("client.updated").by(actor).client(client.id()));
        });
    }

    /** Takes the client away, with every consent, code and token; false where it was gone already. */
    public boolean delete(Client client, Actor actor) {
        requireRegistered(client);
        return acts.call(() -> {
            Optional<Client> deleted = clients.delete(client.id());
            deleted.ifPresent(gone -> acts.record(
                    AuditEvent.of("client.deleted").by(actor).client(gone.id()).with("name", gone.name())));
            return deleted.isPresent();
        });
    }

    /** Makes a new secret; see {@link ClientSecrets#replace}. */
    public NewSecretResult replaceSecret(Client client, SecretOverlap overlap, Actor actor) {
        requireRegistered(client);
        return secrets.replace(
                client.id(),
                overlap,
                AuditEvent.of("client.secret_made").by(actor).client(client.id()));
    }

    /** Ends one secret at once; false where it had ended, or is none of this client's. */
    public boolean retireSecret(Client client, UUID secretId, Actor actor) {
        requireRegistered(client);
        return secrets.retire(
                client.id(),
                secretId,
                AuditEvent.of("client.secret_retired").by(actor).client(client.id()));
    }

    /** A project's client is changed with its project. */
    private static void requireRegistered(Client client) {
        if (client.kind() != Client.Kind.REGISTERED) {
            throw new IllegalArgumentException("client " + client.clientId() + " was registered by nobody");
        }
    }
}
