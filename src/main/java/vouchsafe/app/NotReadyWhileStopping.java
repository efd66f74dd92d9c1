package vouchsafe.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.web.Stopping;

/** Says at {@code /health/ready} that this server stops, however well it is. */
final class NotReadyWhileStopping extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient Stopping stopping;
    private final transient JsonMapper json;

    NotReadyWhileStopping(Stopping stopping, JsonMapper json) {
        this.stopping = stopping;
        this.json = json;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!stopping.told()) {
            chain.doFilter(request, response);
            return;
        }
        byte[] body = json.writeValueAsBytes(Map.of(
                "status", "stopping", "reason", "this server has been told to stop; send requests to another one"));
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", "2");
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
