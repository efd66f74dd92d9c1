package vouchsafe.oauth;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;

/**
 * Finds the calling client by its proof (RFC 6749 section 2.3). An unknown client and a wrong secret get the same answer
 * after the same time.
 */
public final class ClientAuthentication {
    private final Clients clients;

    ClientAuthentication(Clients clients) {
        this.clients = clients;
    }

    /** The client that the request names, proved or not. */
    public Optional<Client> claimed(ClientProof proof) {
        return proof.claimedClientId().flatMap(clients::byClientId);
    }

    /** Authenticates a client that names itself. */
    public Caller authenticate(ClientProof proof) {
        if (proof.claimedClientId().isEmpty()) {
            return refused("no client_id was sent", null);
        }
        Optional<Client> claimed = claimed(proof);
        if (claimed.isEmpty()) {
            proof.pretendToCheck();
            return refused("no client has this client_id", null);
        }
        return authenticate(claimed.get(), proof);
    }

    /** Authenticates a client that is named by the code or token it exchanges. */
    public Caller authenticate(Client client, ClientProof proof) {
        if (!client.usable()) {
            return suspended(client);
        }
        Optional<String> objection = proof.objection(client);
        return objection.isPresent() ? refused(objection.get(), client) : new Caller.Known(client);
    }

    /** Admits a client that is both named and proved by the thing it exchanges, unless it is suspended. */
    public Caller admit(Client client) {
        return client.usable() ? new Caller.Known(client) : suspended(client);
    }

    private static Caller suspended(Client client) {
        return refused("the client is suspended", client);
    }

    private static Caller refused(String detail, @Nullable Client claimed) {
        return new TokenResult.Refused(OAuthError.invalidClient(detail), Optional.ofNullable(claimed));
    }
}
