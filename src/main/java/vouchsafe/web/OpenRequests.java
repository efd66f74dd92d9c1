package vouchsafe.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import vouchsafe.metrics.Counts;

/**
 * Limits the requests that are answered at a time, and the memory that they may hold by their stated size: one network
 * leaves room for others even if it begins many requests or sends them slowly, and the heap holds the requests of all.
 * Counts the networks behind the proxies we trust.
 *
 * <p>Outermost, so that a request counts until its connection is done with it; a refused one costs a line of text, and the
 * rest of its body is not read.
 */
final class OpenRequests extends ValveBase {
    /**
     * Enough for a server farm that asks for its users, or a school behind one address; less than a tenth of a node's
     * capacity.
     */
    static final int MOST_OF_A_NETWORK = 500;

    /** The number of networks that have to come together to take everything. */
    static final int SHARES = 8;

    /** The word for requests of a network that has too many under way. */
    static final String NETWORK = "network";

    /** The word for requests for which the memory does not suffice. */
    static final String SERVER = "server";

    /** Bytes of a request's buffers, for its head and its answer. */
    private static final long REQUEST_BYTES = 48 * 1024;

    private final TrustedProxies proxies;
    private final long memory;
    private final Counts turnedAway;
    private final Map<String, Held> open = new ConcurrentHashMap<>();
    private final AtomicLong all = new AtomicLong();

    private record Held(int requests, long bytes) {
        private Held plus(Held other) {
            return new Held(requests + other.requests, bytes + other.bytes);
        }
    }

    /**
     * @param memory bytes that all requests together may hold
     * @param turnedAway counts those that are refused, by the reason
     */
    OpenRequests(TrustedProxies proxies, long memory, Counts turnedAway) {
        this.turnedAway = turnedAway;
        this.proxies = proxies;
        this.memory = memory;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String network = SenderNetwork.of(proxies.caller(request));
        Held one = new Held(1, REQUEST_BYTES + inMemory(request));
        Held theirs = open.merge(network, one, Held::plus);
        long everybodys = all.addAndGet(one.bytes());
        try {
            if (theirs.requests() > MOST_OF_A_NETWORK || theirs.bytes() > memory / SHARES) {
                turnedAway.add(NETWORK);
                refuse(request, response, 429, "Too many requests are under way from your network.");
            } else if (everybodys > memory) {
                turnedAway.add(SERVER);
                refuse(request, response, 503, "Too many requests are under way.");
            } else {
                getNext().invoke(request, response);
            }
        } finally {
            all.addAndGet(-one.bytes());
            open.computeIfPresent(
                    network,
                    (same, held) ->
                            held.requests() == 1 ? null : new Held(held.requests() - 1, held.bytes() - one.bytes()));
        }
    }

    /** The memory that a request may hold. A body longer than any form is read in pieces, or refused. */
    private static long inMemory(Request request) {
        long length;
        try {
            length = request.getContentLengthLong();
        } catch (IllegalArgumentException saidTwice) {
            // A request that states its length twice is refused further in.
            return REQUEST_BYTES;
        }
        boolean untold = length < 0 && request.getHeader("Transfer-Encoding") != null;
        return untold ? RequestLimits.FORM_BYTES : Math.clamp(length, 0, RequestLimits.FORM_BYTES);
    }

    private static void refuse(Request request, Response response, int status, String why) throws IOException {
        byte[] text = (why + " Try again in a moment.\n").getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setHeader("Retry-After", "5");
        LastAnswer.announce(request, response);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType("text/plain;charset=UTF-8");
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
        response.finishResponse();
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
}
