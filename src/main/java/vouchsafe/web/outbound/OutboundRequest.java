package vouchsafe.web.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call to the outside world.
 *
 * @param url absolute URL
 * @param headers header lines beyond the usual ones
 * @param body the bytes to POST, or null for a GET
 * @param longest time for the whole call: looking up the name, connecting, TLS, sending and reading
 * @param mostBytes bytes of the answer's body to read at most
 */
public record OutboundRequest(
        URI url, Map<String, String> headers, byte @Nullable [] body, Duration longest, int mostBytes) {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 64 * 1024;

    public OutboundRequest {
        headers = Map.copyOf(headers);
    }

    /** A GET: 10 seconds, 64 KiB. */
    public static OutboundRequest get(URI url) {
        return new OutboundRequest(url, Map.of(), null, LONGEST, MOST_BYTES);
    }

    /** A POST of these very bytes: 10 seconds, 64 KiB. */
    public static OutboundRequest post(URI url, byte[] body) {
        return new OutboundRequest(url, Map.of(), body, LONGEST, MOST_BYTES);
    }

    /** The same call with one more header line. */
    public OutboundRequest header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new OutboundRequest(url, more, body, longest, mostBytes);
    }

    /** The same call within other bounds. */
    public OutboundRequest within(Duration longest, int mostBytes) {
        return new OutboundRequest(url, headers, body, longest, mostBytes);
    }
}
