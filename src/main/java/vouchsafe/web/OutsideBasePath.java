package vouchsafe.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what came without the path of the base URL: with the way there, or with what the proxy before us has to do. */
final class OutsideBasePath extends ValveBase {
    private static final Logger log = LoggerFactory.getLogger(OutsideBasePath.class);
    private static final int PERMANENT_REDIRECT = 308;

    /** Strangers can cause the warning, and it always says the same. */
    private static final Duration BETWEEN_WARNINGS = Duration.ofHours(1);

    private final PublicAddress address;
    private final AtomicLong warnedAt = new AtomicLong(System.nanoTime() - BETWEEN_WARNINGS.toNanos());

    OutsideBasePath(PublicAddress address) {
        super(true);
        this.address = address;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        switch (request.getAttribute(BasePathRequests.Outside.class.getName())) {
            case BasePathRequests.Outside.SLASH_MISSING -> addSlash(request, response);
            case BasePathRequests.Outside.ELSEWHERE -> refuse(request, response);
            case null, default -> getNext().invoke(request, response);
        }
    }

    private void addSlash(Request request, Response response) {
        String query = request.getQueryString();
        response.setStatus(PERMANENT_REDIRECT);
        response.setHeader("Location", address.path().text() + "/" + (query == null ? "" : "?" + query));
        response.setContentLength(0);
    }

    private void refuse(Request request, Response response) throws IOException {
        warn(request);
        byte[] text = ("Nothing is here: Vouchsafe answers under " + address.url("/")
                        + " only. If that is where you were, the"
                        + " proxy before it takes " + address.path().text()
                        + " away; it has to pass paths on unchanged.\n")
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(404);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/plain;charset=UTF-8");
        response.setContentLength(text.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(text);
        }
    }

    private void warn(Request request) {
        long now = System.nanoTime();
        long before = warnedAt.get();
        if (now - before >= BETWEEN_WARNINGS.toNanos() && warnedAt.compareAndSet(before, now)) {
            log.warn(
                    "a request came without the path {} of the base URL ({}): if the proxy takes it away, let it pass"
                            + " paths on unchanged, as the examples in deploy/ do",
                    address.path().text(),
                    AccessLog.path(request.getRequestURI()));
        }
    }
}
