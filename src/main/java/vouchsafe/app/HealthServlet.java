package vouchsafe.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.context.SecurityContextRepository;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.ConnectionPlaces;
import vouchsafe.db.Disk;
import vouchsafe.db.LateJobs;

/**
 * {@code /health/live}: this process answers. {@code /health/ready}: so does its database, and there is room on the disk;
 * the schema is up to date, since nothing is served before that. For balancers and supervisors; outside every security
 * chain. The answer comes without a query, so that neither a busy pool nor a locked table takes a server out of its
 * balancer. Signed-in administrators also read the state of each part. {@code /_status} says in the words of the Hypothesis
 * dialect whether the database answers.
 */
final class HealthServlet extends HttpServlet {
    /** Where monitors of annotation servers ask. */
    static final String STATUS = "/_status";

    private static final long serialVersionUID = 1L;

    private final transient ChangeFeed changes;
    private final transient ConnectionPlaces places;
    private final transient LateJobs jobs;
    private final transient Disk disk;
    private final transient SecurityContextRepository visitors;
    private final transient JsonMapper json;

    HealthServlet(
            ChangeFeed changes,
            ConnectionPlaces places,
            LateJobs jobs,
            Disk disk,
            SecurityContextRepository visitors,
            JsonMapper json) {
        this.changes = changes;
        this.places = places;
        this.jobs = jobs;
        this.disk = disk;
        this.visitors = visitors;
        this.json = json;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getServletPath().equals("/health/live")) {
            answer(response, HttpServletResponse.SC_OK, Map.of("status", "live"));
            return;
        }
        boolean database = changes.databaseAnswers();
        if (request.getServletPath().equals(STATUS)) {
            answer(
                    response,
                    database ? HttpServletResponse.SC_OK : HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                    Map.of("status", database ? "okay" : "failure"));
            return;
        }
        Disk.Level level = disk.level();
        Map<String, Object> body = new LinkedHashMap<>();
        boolean ready = database && level != Disk.Level.FULL;
        body.put("status", ready ? "ready" : "unavailable");
        if (!ready) {
            body.put("reason", database ? "the disk is full" : "the database does not answer");
        } else if (level != Disk.Level.AMPLE) {
            body.put("warning", "the disk is nearly full");
        }
        if (database && administrator(request)) {
            body.put("parts", parts(level));
        }
        if (!ready) {
            response.setHeader("Retry-After", "2");
        }
        answer(response, ready ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE, body);
    }

    private Map<String, Object> parts(Disk.Level level) {
        Map<String, Object> pool = new LinkedHashMap<>();
        places.fill().forEach((work, fill) -> pool.put(work.word(), fill));
        Map<String, Object> late = new LinkedHashMap<>();
        jobs.count().ifPresent(count -> late.put("late", count));
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("database", "well");
        parts.put("changes", changes.up() ? "well" : "unheard");
        parts.put("pool", pool);
        parts.put("disk", Map.of("level", level.word(), "free", disk.free()));
        parts.put("jobs", late);
        return parts;
    }

    /**
     * Whether the caller is an administrator. Reads the session only where a browser has one; where that fails, the caller
     * is a stranger.
     */
    private boolean administrator(HttpServletRequest request) {
        try {
            Authentication visitor = visitors.loadDeferredContext(request).get().getAuthentication();
            return visitor != null
                    && visitor.getAuthorities().stream()
                            .anyMatch(each -> "ROLE_ADMINISTRATOR".equals(each.getAuthority()));
        } catch (RuntimeException unknown) {
            return false;
        }
    }

    private void answer(HttpServletResponse response, int status, Map<String, Object> body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
