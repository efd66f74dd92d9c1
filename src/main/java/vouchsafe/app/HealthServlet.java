package vouchsafe.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import vouchsafe.db.ChangeFeed;

/**
 * {@code /health/live}: this process answers. {@code /health/ready}: and so does its database, whose schema is up to date,
 * since nothing is served before that. For balancers and supervisors; outside every security chain.
 */
final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient ChangeFeed changes;

    HealthServlet(ChangeFeed changes) {
        this.changes = changes;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getServletPath().equals("/health/live")) {
            answer(response, HttpServletResponse.SC_OK, "{\"status\":\"live\"}");
        } else if (changes.databaseAnswers()) {
            answer(response, HttpServletResponse.SC_OK, "{\"status\":\"ready\"}");
        } else {
            response.setHeader("Retry-After", "2");
            answer(
                    response,
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    "{\"status\":\"unavailable\",\"reason\":\"the database does not answer\"}");
        }
    }

    private static void answer(HttpServletResponse response, int status, String json) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(json.length());
        response.getOutputStream().print(json);
    }
}
