package vouchsafe.hypothesis.embed;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import vouchsafe.web.api.CrossOrigin;
import vouchsafe.web.pages.Asset;

/**
 * Answers {@code /client/*}: the installed client, {@code embed.js}, which puts it on a page, and {@code app.js}, which runs
 * before it in its own document. Pages of other sites load these, so any origin may. A URL with the client's own cache-buster may be kept for ever; any other is asked for again
 * after five minutes.
 */
final class ClientFilesServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient ClientFiles files;
    private final transient Map<String, Asset> own;

    /** @param own files of ours beside the client's, by name */
    ClientFilesServlet(ClientFiles files, Map<String, Asset> own) {
        this.files = files;
        this.own = Map.copyOf(own);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        CrossOrigin.readable(response);
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.setHeader("Allow", "GET, HEAD");
            say(response, 405, "These files can only be read.");
            return;
        }
        String path = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        Optional<Asset> found = Optional.ofNullable(own.get(path)).or(() -> files.find(path));
        if (!files.installed()) {
            say(response, 404, EmbedConfiguration.NOT_INSTALLED);
        } else if (found.isEmpty()) {
            say(response, 404, "The annotation client has no such file.");
        } else {
            send(request, response, found.get());
        }
    }

    private static void send(HttpServletRequest request, HttpServletResponse response, Asset file) throws IOException {
        boolean kept = request.getQueryString() != null;
        response.setHeader("Cache-Control", kept ? "public, max-age=31536000, immutable" : "public, max-age=300");
        file.send(request, response);
    }

    private static void say(HttpServletResponse response, int status, String sentence) throws IOException {
        byte[] body = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/plain;charset=UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
