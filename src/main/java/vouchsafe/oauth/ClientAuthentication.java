package vouchsafe.oauth;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;

/**
 * Who is calling (RFC 6749 section 2.3), by whatever proof was shown. An unknown client and a wrong secret look alike and
 * take alike long.
 */
public final class ClientAuthentication {
    private final Clients clients;

    ClientAuthentication(Clients clients) {
        this.clients = clients;
    }

    /** The client that the request names, believed or not. */
    public Optional<Client> claimed(ClientProof proof) {
        return proof.claimedClientId().flatMap(clients::byClientId);
    }

    /** A client that names itself and proves it. */
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

    /** A client that is named by what it exchanges, and proves itself. */
    public Caller authenticate(Client client, ClientProof proof) {
        if (!client.usable()) {
            return suspended(client);
        }
        Optional<String> objection = proof.objection(client);
        return objection.isPresent() ? refused(objection.get(), client) : new Caller.Known(client);
    }

    /** A client that is named and proved by what it exchanges. */
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
