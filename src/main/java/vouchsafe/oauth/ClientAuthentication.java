package vouchsafe.oauth;

import java.util.Optional;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.crypto.Digests;

/** Who is calling (RFC 6749 section 2.3). An unknown client and a wrong secret look alike and take alike long. */
final class ClientAuthentication {
    private final Clients clients;

    ClientAuthentication(Clients clients) {
        this.clients = clients;
    }

    /** A known caller, or why it is not. */
    sealed interface Result {
        record Known(Client client) implements Result {}

        record Unknown(OAuthError error, Optional<Client> claimed) implements Result {}
    }

    Result authenticate(ClientCredentials credentials) {
        String clientId = credentials.clientId();
        String secret = credentials.secret();
        if (clientId == null) {
            return unknown("no client_id was sent", Optional.empty());
        }
        Optional<Client> found = clients.byClientId(clientId);
        if (found.isEmpty()) {
            Digests.sha256(secret == null ? "" : secret);
            return unknown("no client has this client_id", Optional.empty());
        }
        Client client = found.get();
        if (!client.usable()) {
            return unknown("the client is suspended", found);
        }
        if (!client.confidential()) {
            return secret == null
                    ? new Result.Known(client)
                    : unknown("a public client has no secret, yet one was sent", found);
        }
        if (secret == null) {
            return unknown("no client secret was sent", found);
        }
        return clients.authenticate(client, secret)
                ? new Result.Known(client)
                : unknown("the client secret is wrong or has ended", found);
    }

    private static Result unknown(String detail, Optional<Client> claimed) {
        return new Result.Unknown(OAuthError.invalidClient(detail), claimed);
    }
}
