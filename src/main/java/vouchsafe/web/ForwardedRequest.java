package vouchsafe.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request that came through a proxy we trust, with its sender's address instead of the proxy's. Such headers are ignored
 * from all other senders.
 */
final class ForwardedRequest extends HttpServletRequestWrapper {
    private final String address;

    private ForwardedRequest(HttpServletRequest request, String address) {
        super(request);
        this.address = address;
    }

    /** The request as it is, or seen through the proxies between its sender and us. */
    static HttpServletRequest of(HttpServletRequest request, TrustedProxies proxies) {
        return proxies.sent(request) ? new ForwardedRequest(request, proxies.caller(request)) : request;
    }

    /** Whether a proxy we trust says that the sender spoke plain http to it. */
    static boolean sentInClear(HttpServletRequest request) {
        return request instanceof ForwardedRequest && "http".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
    }

    @Override
    public String getRemoteAddr() {
        return address;
    }

    @Override
    public String getRemoteHost() {
        return address;
    }
}
