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

    /** Who the caller says it is, believed or not. */
    Optional<Client> named(ClientCredentials credentials) {
        return Optional.ofNullable(credentials.clientId()).flatMap(clients::byClientId);
    }

    Result authenticate(ClientCredentials credentials) {
        String secret = credentials.secret();
        if (credentials.clientId() == null) {
            return unknown("no client_id was sent", Optional.empty());
        }
        Optional<Client> found = named(credentials);
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
