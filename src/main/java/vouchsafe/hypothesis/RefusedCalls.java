package vouchsafe.hypothesis;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.audit.RequestLog;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.hypothesis.ApiCaller.Anonymous;
import vouchsafe.hypothesis.ApiCaller.ForClient;
import vouchsafe.hypothesis.ApiCaller.ForMember;

/**
 * Tells the owner of a client why its calls were refused. The answers say less, since all callers without a good token get
 * the same one. Calls of unknown clients are not noted.
 */
public final class RefusedCalls {
    private final RequestLog log;
    private final Clients clients;

    RefusedCalls(RequestLog log, Clients clients) {
        this.log = log;
        this.clients = clients;
    }

    /**
     * Notes a refused call.
     *
     * @param endpoint a constant
     * @param reason as it was answered
     */
    public void refused(ApiCaller caller, String endpoint, int status, String error, String reason) {
        client(caller).ifPresent(client -> log.refused(client, endpoint, status, error, detail(caller, reason)));
    }

    /** Notes a served call; one with bad credentials was served as to an anonymous caller. */
    public void served(ApiCaller caller, String endpoint, int status) {
        if (caller instanceof Anonymous(Client client, String why) && client != null) {
            log.refused(
                    client.id(), endpoint, status, "invalid_token", why + "; answered as to somebody not signed in");
        } else {
            client(caller).ifPresent(client -> log.answered(client, endpoint));
        }
    }

    /** Notes a served request of this client. */
    public void served(Client client, String endpoint) {
        log.answered(client.id(), endpoint);
    }

    /**
     * Notes a request that was refused before its client was authenticated.
     *
     * @param known the client, where it is known
     * @param claimed the {@code client_id} it named, or null
     */
    public void refused(
            Optional<Client> known,
            @Nullable String claimed,
            String endpoint,
            int status,
            String error,
            String detail) {
        known.or(() -> claimed(claimed)).ifPresent(client -> log.refused(client.id(), endpoint, status, error, detail));
    }

    private Optional<Client> claimed(@Nullable String clientId) {
        return clientId == null ? Optional.empty() : clients.byClientId(clientId);
    }

    private static Optional<UUID> client(ApiCaller caller) {
        return Optional.ofNullable(
                        switch (caller) {
                            case Anonymous anonymous -> anonymous.client();
                            case ForMember member -> member.token().client();
                            case ForClient client -> client.client();
                        })
                .map(Client::id);
    }

    private static String detail(ApiCaller caller, String reason) {
        boolean secretive = reason.equals(Refusals.NOT_FOUND);
        String more = switch (caller) {
            case Anonymous anonymous -> anonymous.why();
            case ForMember member ->
                member.scopes().contains(ApiCaller.READ) && member.scopes().contains(ApiCaller.WRITE)
                        ? "it is not there, or not for this member"
                        : "it is not there, not for this member, or needs more than the token's scope: "
                                + String.join(" ", member.scopes());
            case ForClient client -> "it is not there, or not for this client";
        };
        return secretive ? more : caller instanceof Anonymous ? more + "; " + reason : reason;
    }
}
