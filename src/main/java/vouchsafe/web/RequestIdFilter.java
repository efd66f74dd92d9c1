package vouchsafe.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.MDC;

/**
 * Outermost: gives every request an id, which goes to the answer's {@code X-Request-Id} and to every log line, and the
 * address of its caller, whatever proxies it came through.
 */
final class RequestIdFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient TrustedProxies proxies;

    RequestIdFilter(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        response.setHeader("X-Request-Id", id);
        String address = proxies.caller(request);
        CurrentRequest.set(new CurrentRequest(id, address));
        MDC.put("request", id);
        try {
            chain.doFilter(address.equals(request.getRemoteAddr()) ? request : from(address, request), response);
        } finally {
            MDC.remove("request");
            CurrentRequest.clear();
        }
    }

    private static HttpServletRequest from(String address, HttpServletRequest request) {
        return new HttpServletRequestWrapper(request) {
            @Override
            public String getRemoteAddr() {
                return address;
            }
        };
    }
}
