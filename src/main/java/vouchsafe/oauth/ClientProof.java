package vouchsafe.oauth;

import java.util.Optional;
import vouchsafe.clients.Client;

/**
 * The evidence in a request of the client that sends it (RFC 6749 section 2.3). Each way of authentication has a proof of
 * its own, which knows how it is checked. No {@code toString} reveals a secret.
 */
public interface ClientProof {

    /** The {@code client_id} that the request names, proved or not; empty where it names none. */
    Optional<String> claimedClientId();

    /** The reason why this does not prove that the client sent the request, for the client's owner; empty where it does. */
    Optional<String> objection(Client client);

    /** Spends the time of a check, for a request that names no client of this server. */
    default void pretendToCheck() {}
}
