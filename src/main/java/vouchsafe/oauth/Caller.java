package vouchsafe.oauth;

import vouchsafe.clients.Client;

/** Who sends a request: a client that may be served, or else the refusal. */
public sealed interface Caller permits Caller.Known, TokenResult.Refused {

    /** This client, for sure, and it is not suspended. */
    record Known(Client client) implements Caller {}
}
