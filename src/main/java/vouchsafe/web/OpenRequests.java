package vouchsafe.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * How many requests of one network are answered at a time: however many it begins, or sends slowly, others find room. Sees
 * through the proxies we trust, whose connections are everybody's.
 */
final class OpenRequests extends ValveBase {
    /** A server farm that asks for its users, or a school behind one address; not a tenth of what a node takes. */
    static final int MOST_OF_A_NETWORK = 500;

    private final TrustedProxies proxies;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    OpenRequests(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String network = SenderNetwork.of(proxies.caller(request));
        if (open.merge(network, 1, Integer::sum) > MOST_OF_A_NETWORK) {
            leave(network);
            response.setHeader("Retry-After", "5");
            response.setHeader("Connection", "close");
            response.sendError(429);
            return;
        }
        try {
            getNext().invoke(request, response);
        } finally {
            leave(network);
        }
    }

    private void leave(String network) {
        open.computeIfPresent(network, (same, count) -> count == 1 ? null : count - 1);
    }
}
