package vouchsafe.hypothesis.embed;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Authority;
import vouchsafe.annotations.AnnotationId;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.pages.PageBytes;

/**
 * The documents in which the client shows itself: {@code /app.html}, {@code /notebook} and {@code /user-profile} inside a
 * frame of another page, {@code /stream} and {@code /a/ID} as pages of their own. They are the only answers of this server
 * that other sites may frame, the first three: nothing here acts without the token that the client keeps, and signing in
 * happens in a window of its own, which may not be framed.
 */
final class AppShellServlet extends HttpServlet {
    static final String STREAM = "/stream";
    private static final String LASTING = "public, max-age=300";

    /** The policy of pages of their own goes on with this. */
    private static final String UNFRAMED = "; frame-ancestors 'none'";

    private static final long serialVersionUID = 1L;

    private final transient StaticTemplates templates = new StaticTemplates();
    private final transient ClientFiles files;
    private final transient SharedAnnotations shared;
    private final transient PublicAddress address;
    private final String settings;
    private final List<String> scripts;
    private final String policy;

    AppShellServlet(
            JsonMapper json, ClientFiles files, SharedAnnotations shared, PublicAddress address, Authority authority) {
        Map<String, Object> values = new LinkedHashMap<>();
        // The slash at the end is needed: the client resolves "token" against this address.
        values.put("apiUrl", address.url("/api/"));
        values.put("authDomain", authority.value());
        values.put("oauthClientId", FirstPartyClient.clientId(address));
        values.put("assetRoot", address.url("/client/"));
        this.files = files;
        this.shared = shared;
        this.address = address;
        // The JSON stands inside a script element, which "</script" or "<!--" would end or change.
        this.settings = json.writeValueAsString(values).replace("<", "\\u003c");
        this.scripts = List.of(address.url("/client/app.js"), address.url("/client/build/boot.js"));
        this.policy = policy(address);
    }

    /**
     * The strictest policy that the client allows: its own script and styles, no inline script; mathematics need inline
     * styles. Annotations may show pictures and sound from anywhere, and films from the three sites the client knows.
     */
    private static String policy(PublicAddress address) {
        String build = address.url("/client/build/");
        return "default-src 'none'; script-src " + build + " " + address.url("/client/app.js") + "; style-src " + build
                + " 'unsafe-inline'; font-src "
                + build
                + "; img-src https: http: data: blob:; media-src https: http:"
                + "; frame-src https://www.youtube.com https://player.vimeo.com https://archive.org; connect-src "
                + address.base() + "/ " + address.webSocketUrl("/ws") + "; base-uri 'none'; form-action 'none'";
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getServletPath()) {
            case STREAM -> stream(request, response);
            case "/t" -> toSearch(response, "tag:" + quoted(behind(request)));
            case "/a" -> annotation(request, response);
            default -> show(response, new Document("Annotations", Map.of(), policy, LASTING));
        }
    }

    /** What stands behind the path of the servlet, decoded. */
    private static String behind(HttpServletRequest request) {
        return request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
    }

    /**
     * Everything public as it is written. A tag that is searched for has a page of its own; so has everything where there is
     * no client to show it.
     */
    private void stream(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String typed = request.getParameter("q") == null ? "" : request.getParameter("q");
        if (typed.startsWith("tag:")) {
            toSearch(response, "tag:" + quoted(typed.substring("tag:".length())));
        } else if (!files.installed()) {
            toSearch(response, typed);
        } else {
            Map<String, String> feeds = new LinkedHashMap<>();
            feeds.put("application/atom+xml", address.url("/stream.atom"));
            feeds.put("application/rss+xml", address.url("/stream.rss"));
            show(response, new Document("Annotations", feeds, policy + UNFRAMED, LASTING));
        }
    }

    private static String quoted(String tag) {
        return tag.contains(" ") ? '"' + tag.replace("\"", "") + '"' : tag;
    }

    private void toSearch(HttpServletResponse response, String typed) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", address.url("/search?q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8)));
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(0);
    }

    /** One annotation. The client finds out whether its reader may see it: the answer for a hidden one tells nothing. */
    private void annotation(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<UUID> id = AnnotationId.parse(behind(request));
        if (id.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        String title = shared.title(id.get()).orElse("Annotation");
        String json = address.url("/api/annotations/" + AnnotationId.of(id.get()));
        show(response, new Document(title, Map.of("application/json", json), policy + UNFRAMED, "no-store"));
    }

    /** @param alternates addresses of the same in other forms, by their type */
    private record Document(String title, Map<String, String> alternates, String policy, String caching) {}

    private static void prepare(HttpServletResponse response, String policy, String caching) {
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        response.setHeader("Cache-Control", caching);
    }

    private void show(HttpServletResponse response, Document document) throws IOException {
        boolean installed = files.installed();
        prepare(response, document.policy(), installed ? document.caching() : "no-store");
        JteModel page = installed
                ? templates.hypothesisApp(document.title(), document.alternates(), settings, scripts)
                : templates.hypothesisMissing("No annotation client", EmbedConfiguration.NOT_INSTALLED);
        int status = installed ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        PageBytes.send(page, status, address.path(), response);
    }
}
