package vouchsafe.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import vouchsafe.metrics.Metrics;
import vouchsafe.web.EndpointPattern;

/**
 * {@code /metrics} at the server's own address, for who shows the token. For everybody else the path is one of those that lead
 * nowhere, as on a server without metrics.
 */
final class MetricsFilter extends HttpFilter {
    static final String PATH = "/metrics";

    private static final long serialVersionUID = 1L;

    private final transient Metrics metrics;
    private final transient MetricsReader reader;

    MetricsFilter(Metrics metrics, MetricsReader reader) {
        this.metrics = metrics;
        this.reader = reader;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean get = request.getMethod().equals("GET");
        if (!get || !reader.may(request.getHeader("Authorization"))) {
            chain.doFilter(request, response);
            return;
        }
        EndpointPattern.path(request, PATH);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        metrics.write(text);
        response.setContentType(Metrics.CONTENT_TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(text.size());
        text.writeTo(response.getOutputStream());
    }
}
