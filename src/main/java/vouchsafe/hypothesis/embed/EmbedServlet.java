package vouchsafe.hypothesis.embed;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.api.CrossOrigin;

/** {@code /embed.js}: the short address that other sites write into their pages. */
final class EmbedServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final String target;

    EmbedServlet(PublicAddress address) {
        this.target = address.url("/client/embed.js");
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", target);
        response.setHeader("Cache-Control", "public, max-age=300");
        CrossOrigin.readable(response);
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(0);
    }
}
