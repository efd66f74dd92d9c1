package vouchsafe.oauth;

import java.util.Optional;
import vouchsafe.clients.Client;

/** The answer to a revocation request (RFC 7009 section 2.2). */
public sealed interface RevocationResult {

    /**
     * The token does not work, whether it ever did or not.
     *
     * @param client the client that asked and proved itself; empty where the holder of a token asked
     */
    record Done(Optional<Client> client) implements RevocationResult {}

    /** The token lives on. */
    record Refused(TokenResult.Refused why) implements RevocationResult {}
}
