package vouchsafe.oauth;

import vouchsafe.clients.Client;

/** The sender of a request: a client that may be served, or else the refusal. */
public sealed interface Caller permits Caller.Known, TokenResult.Refused {

    /** A client that proved its identity and is not suspended. */
    record Known(Client client) implements Caller {}
}
