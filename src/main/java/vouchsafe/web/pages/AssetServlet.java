package vouchsafe.web.pages;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Answers {@code /assets/*}, and the few files that are looked for at the root, from memory. A URL with the current version may be kept for ever (RFC 8246, immutable); any
 * other must be asked for again.
 */
final class AssetServlet extends HttpServlet {

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            answer(request, response);
        } else {
            response.setHeader("Allow", "GET, HEAD");
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        }
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo() == null ? request.getServletPath() : request.getPathInfo();
        Optional<Asset> found = Assets.find(path.substring(1));
        if (found.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Asset asset = found.get();
        boolean current = asset.version().equals(request.getParameter("v"));
        response.setHeader("Cache-Control", current ? "public, max-age=31536000, immutable" : "public, no-cache");
        response.setHeader("X-Content-Type-Options", "nosniff");
        // A picture opened on its own is a document; it gets nothing to load and nothing to run.
        response.setHeader(
                "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        asset.send(request, response);
    }
}
