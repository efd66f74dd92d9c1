package vouchsafe.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import vouchsafe.db.Work;
import vouchsafe.metrics.Durations;
import vouchsafe.metrics.Label;
import vouchsafe.metrics.Metrics;

/**
 * Counts requests by the endpoint that answered them, their method and their outcome. What it counts with is made when an
 * endpoint is asked for the first time; after that a request makes no object here.
 */
final class ServedRequests {
    /** The sender went away before the end of the answer. */
    static final int ABORTED = 0;

    /** More than there are patterns in the code, so that a mistake there cannot fill the memory. */
    private static final int MOST_ENDPOINTS = 600;

    private static final Label METHOD = Label.of("method", "GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Label OUTCOME = Label.of(
            "outcome",
            "ok",
            "redirect",
            "unchanged",
            "bad_request",
            "unauthorized",
            "forbidden",
            "not_found",
            "too_many",
            "refused",
            "unavailable",
            "no_room",
            "failed",
            "aborted");

    private final Metrics metrics;
    private final Durations answers;
    private final Map<String, Map<String, Durations>> endpoints = new ConcurrentHashMap<>();
    private final AtomicInteger known = new AtomicInteger();

    ServedRequests(Metrics metrics) {
        this.metrics = metrics;
        this.answers = metrics.spreadDurations(
                "vouchsafe.answers", "Requests by kind of work and the time they took", Label.of("work", Work.class));
    }

    /** @param status of the answer, or {@link #ABORTED} */
    void served(HttpServletRequest request, int status, long nanoseconds) {
        if (metrics.on()) {
            answers.add(nanoseconds, EndpointPattern.work(request));
            endpoint(EndpointPattern.servlet(request), EndpointPattern.path(request))
                    .add(nanoseconds, request.getMethod(), outcome(status));
        }
    }

    private Durations endpoint(String servlet, String path) {
        Map<String, Durations> below = endpoints.computeIfAbsent(servlet, none -> new ConcurrentHashMap<>());
        Durations durations = below.get(path);
        return durations == null ? below.computeIfAbsent(path, none -> begun(servlet, path)) : durations;
    }

    private Durations begun(String servlet, String path) {
        boolean room = known.incrementAndGet() <= MOST_ENDPOINTS;
        return metrics.durations(
                "vouchsafe.requests",
                "Requests by endpoint, method and outcome",
                METHOD,
                OUTCOME,
                Label.of("endpoint", room ? EndpointPattern.name(servlet, path) : Label.OTHER));
    }

    /** The method, where it is one of HTTP's. */
    static String method(HttpServletRequest request) {
        return METHOD.values().contains(request.getMethod()) ? request.getMethod() : "_OTHER";
    }

    private static String outcome(int status) {
        return switch (status) {
            case ABORTED -> "aborted";
            case 304 -> "unchanged";
            case 400 -> "bad_request";
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 404, 410 -> "not_found";
            case 429 -> "too_many";
            case 503 -> "unavailable";
            case 507 -> "no_room";
            default -> status < 300 ? "ok" : status < 400 ? "redirect" : status < 500 ? "refused" : "failed";
        };
    }
}
