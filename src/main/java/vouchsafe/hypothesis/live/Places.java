package vouchsafe.hypothesis.live;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Limits the sockets of this node and the memory of their filters, so that no one takes all of it: each member and each
 * network of strangers has a share, strangers together have less than the whole, and the rest is the members'. Any thread
 * may call.
 */
final class Places {
    /** Sockets stay open for hours; the rest of the connections a node takes are for requests. */
    static final int MOST_SOCKETS = 6_000;

    static final int MOST_OF_STRANGERS = 4_500;

    /** Enough for a school behind one address; more have to wait for their turn, or sign in. */
    static final int MOST_OF_A_NETWORK = 200;

    /** Enough for all the tabs of one member. */
    static final int MOST_OF_A_MEMBER = 100;

    /** Memory of all filters in bytes, about: see {@link Filter#weight}. */
    static final long WATCHED = 64L << 20;

    static final long WATCHED_BY_STRANGERS = 16L << 20;
    static final long WATCHED_BY_A_NETWORK = 2L << 20;
    static final long WATCHED_BY_A_MEMBER = 8L << 20;

    private final Map<Holder, Part> parts = new HashMap<>();
    private final Part strangers = new Part();
    private final Part all = new Part();

    /** The reason why a caller has to wait, and the status that says so during a handshake. */
    enum Full {
        SERVER(503, "This server has no room for more connections; try again shortly."),
        STRANGERS(503, "This server has no room for more connections without a token; try again shortly, or sign in."),
        NETWORK(429, "Too many connections without a token are open from your network; try again shortly, or sign in."),
        MEMBER(429, "Too many connections of one member are open.");

        private final int status;
        private final String reason;

        Full(int status, String reason) {
            this.status = status;
            this.reason = reason;
        }

        int status() {
            return status;
        }

        String reason() {
            return reason;
        }
    }

    private static final class Part {
        private int sockets;
        private long watched;
    }

    /** The reason why this holder may not open one more; empty where it may. */
    synchronized Optional<Full> fullFor(Holder holder) {
        Part part = parts.getOrDefault(holder, new Part());
        return full(holder, part.sockets + 1, strangers.sockets + 1, all.sockets + 1);
    }

    /** Counts a socket that is open now, in any case; says whether it is one too many. */
    synchronized Optional<Full> take(Holder holder) {
        Part part = parts.computeIfAbsent(holder, first -> new Part());
        part.sockets++;
        all.sockets++;
        if (holder.strangers()) {
            strangers.sockets++;
        }
        return full(holder, part.sockets, strangers.sockets, all.sockets);
    }

    /** Takes a closed socket, whose filter is gone, out of the count. */
    synchronized void leave(Holder holder) {
        Part part = parts.computeIfAbsent(holder, first -> new Part());
        part.sockets--;
        all.sockets--;
        if (holder.strangers()) {
            strangers.sockets--;
        }
        if (part.sockets == 0) {
            parts.remove(holder);
        }
    }

    /** Counts the new weight of an open socket's filter; false, and nothing changes, where that is too much. */
    synchronized boolean watch(Holder holder, long before, long now) {
        long more = now - before;
        Part part = parts.computeIfAbsent(holder, first -> new Part());
        if (more > 0 && tooMuch(holder, part.watched + more, strangers.watched + more, all.watched + more)) {
            return false;
        }
        part.watched += more;
        all.watched += more;
        if (holder.strangers()) {
            strangers.watched += more;
        }
        return true;
    }

    private static Optional<Full> full(Holder holder, int own, int strangers, int all) {
        if (all > MOST_SOCKETS) {
            return Optional.of(Full.SERVER);
        }
        if (!holder.strangers()) {
            return own > MOST_OF_A_MEMBER ? Optional.of(Full.MEMBER) : Optional.empty();
        }
        if (own > MOST_OF_A_NETWORK) {
            return Optional.of(Full.NETWORK);
        }
        return strangers > MOST_OF_STRANGERS ? Optional.of(Full.STRANGERS) : Optional.empty();
    }

    private static boolean tooMuch(Holder holder, long own, long strangers, long all) {
        return all > WATCHED
                || (holder.strangers()
                        ? own > WATCHED_BY_A_NETWORK || strangers > WATCHED_BY_STRANGERS
                        : own > WATCHED_BY_A_MEMBER);
    }
}
