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

/**
 * How many requests are answered at a time, and how much memory they may hold by what they say of their size: however many one
 * network begins, or sends slowly, others find room, and however many all begin, the heap holds them. Sees through the
 * proxies we trust, whose connections are everybody's.
 *
 * <p>Outermost, so that a request counts until its connection is done with it; who is refused costs a line of text, and what they
 * still send is not read.
 */
final class OpenRequests extends ValveBase {
    /** A server farm that asks for its users, or a school behind one address; not a tenth of what a node takes. */
    static final int MOST_OF_A_NETWORK = 500;

    /** So many networks have to come together to take everything. */
    static final int SHARES = 8;

    /** Buffers for its head and its answer. */
    private static final long REQUEST_BYTES = 48 * 1024;

    private final TrustedProxies proxies;
    private final long memory;
    private final Map<String, Held> open = new ConcurrentHashMap<>();
    private final AtomicLong all = new AtomicLong();

    private record Held(int requests, long bytes) {
        private Held plus(Held other) {
            return new Held(requests + other.requests, bytes + other.bytes);
        }
    }

    /**
     * @param memory how much all of them may hold, in bytes
     */
    OpenRequests(TrustedProxies proxies, long memory) {
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
                refuse(request, response, 429, "Too many requests are under way from your network.");
            } else if (everybodys > memory) {
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

    /** What is longer than any form is read in pieces, or refused. */
    private static long inMemory(Request request) {
        long length;
        try {
            length = request.getContentLengthLong();
        } catch (IllegalArgumentException saidTwice) {
            // No request that anybody answers; it is refused further in.
            return REQUEST_BYTES;
        }
        boolean untold = length < 0 && request.getHeader("Transfer-Encoding") != null;
        return untold ? RequestLimits.FORM_BYTES : Math.clamp(length, 0, RequestLimits.FORM_BYTES);
    }

    private static void refuse(Request request, Response response, int status, String why) throws IOException {
        byte[] text = (why + " Try again in a moment.\n").getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setHeader("Retry-After", "5");
        response.setHeader("Connection", "close");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType("text/plain;charset=UTF-8");
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
        response.finishResponse();
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }
}
