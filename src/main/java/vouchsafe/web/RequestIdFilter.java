package vouchsafe.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import vouchsafe.metrics.TracePart;
import vouchsafe.metrics.Tracing;

/**
 * Outermost: gives every request an id, which goes to the answer's {@code X-Request-Id} and to every log line; finds its
 * sender's address; refuses plain http where the server's address is https; writes the access log.
 */
final class RequestIdFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final int PERMANENT_REDIRECT = 308;
    private static final String BEARER = "Bearer ";
    private static final Logger log = LoggerFactory.getLogger(RequestIdFilter.class);

    private final transient TrustedProxies proxies;
    private final transient PublicAddress address;

    private final transient Supplier<SecretsInClear> secretsInClear;
    private final transient ServedRequests served;
    private final transient Tracing tracing;

    RequestIdFilter(
            TrustedProxies proxies,
            PublicAddress address,
            Supplier<SecretsInClear> secretsInClear,
            ServedRequests served,
            Tracing tracing) {
        this.tracing = tracing;
        this.served = served;
        this.secretsInClear = secretsInClear;
        this.proxies = proxies;
        this.address = address;
        if (address.secure() && proxies.none()) {
            log.warn("the base URL is https but no proxy is trusted, so every visitor seems to come from the proxy's"
                    + " address: set trusted-proxies (VOUCHSAFE_TRUSTED_PROXIES) to the address it calls from");
        }
    }

    @Override
    protected void doFilter(HttpServletRequest received, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long started = System.nanoTime();
        HttpServletRequest request = ForwardedRequest.of(received, proxies);
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        response.setHeader("X-Request-Id", id);
        CurrentRequest.set(new CurrentRequest(id, request.getRemoteAddr()));
        MDC.put("request", id);
        TracePart part = begin(received, id);
        int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        int outcome = status;
        try {
            if (address.secure() && ForwardedRequest.sentInClear(request)) {
                insistOnTls(request, response);
            } else {
                chain.doFilter(request, BasePathAnswer.of(new PacedResponse(response), address.path()));
            }
            status = response.getStatus();
            outcome = status;
        } catch (IOException gone) {
            outcome = ServedRequests.ABORTED;
            throw gone;
        } finally {
            long took = System.nanoTime() - started;
            served.served(request, outcome, took);
            AccessLog.write(request.getMethod(), request.getRequestURI(), status, took, request.getRemoteAddr());
            end(part, request, status);
            MDC.remove("request");
            CurrentRequest.clear();
        }
    }

    /** Goes on with the trace of a proxy we trust; anybody else's number could stand for another request. */
    private TracePart begin(HttpServletRequest received, String id) {
        if (!tracing.on()) {
            return TracePart.NONE;
        }
        Tracing.Parent parent = proxies.trusted(received.getRemoteAddr())
                ? new Tracing.Parent(received.getHeader("traceparent"), received.getHeader("tracestate"))
                : Tracing.Parent.NONE;
        TracePart part = tracing.begin("request", true, parent);
        part.note("vouchsafe.request_id", id);
        return part;
    }

    private static void end(TracePart part, HttpServletRequest request, int status) {
        if (part == TracePart.NONE) {
            return;
        }
        String route = EndpointPattern.name(EndpointPattern.servlet(request), EndpointPattern.path(request));
        String method = ServedRequests.method(request);
        part.name(method + ' ' + route);
        part.note("http.request.method", method);
        part.note("http.route", route);
        part.note("http.response.status_code", status);
        if (status >= 500) {
            part.fail(Integer.toString(status));
        }
        part.close();
    }

    /**
     * Redirects a reader to the same page over https. A program that sent a token or a body is refused instead, and the
     * token in its header ends, since others may have read it (checklist EN-05).
     */
    private void insistOnTls(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String authorization = request.getHeader("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            secretsInClear.get().seen(authorization.substring(BEARER.length()).strip());
        } else if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            String query = request.getQueryString();
            response.setStatus(PERMANENT_REDIRECT);
            response.setHeader("Location", address.url(request.getRequestURI() + (query == null ? "" : "?" + query)));
            return;
        }
        byte[] text = ("This server answers over https only: use " + address.base() + " and replace any secret or token"
                        + " that was sent here in clear.\n")
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        response.setContentType("text/plain;charset=UTF-8");
        LastAnswer.announce(request, response);
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
    }
}
