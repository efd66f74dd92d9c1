package vouchsafe.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * {@code /health/live}: this process answers. {@code /health/ready}: and so does its database, whose schema is up to date,
 * since nothing is served before that. For balancers and supervisors; outside every security chain.
 */
final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int PATIENCE_SECONDS = 2;

    private final transient DataSource dataSource;

    HealthServlet(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getServletPath().equals("/health/live")) {
            answer(response, HttpServletResponse.SC_OK, "{\"status\":\"live\"}");
        } else if (databaseAnswers()) {
            answer(response, HttpServletResponse.SC_OK, "{\"status\":\"ready\"}");
        } else {
            response.setHeader("Retry-After", "2");
            answer(
                    response,
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    "{\"status\":\"unavailable\",\"reason\":\"the database does not answer\"}");
        }
    }

    private boolean databaseAnswers() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException away) {
            return false;
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
