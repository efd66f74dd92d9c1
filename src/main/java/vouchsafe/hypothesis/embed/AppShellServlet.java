package vouchsafe.hypothesis.embed;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Authority;
import vouchsafe.web.PublicAddress;

/**
 * {@code /app.html}, {@code /notebook} and {@code /user-profile}: the documents in which the client shows itself, always
 * inside a frame of another page. They are the only answers of this server that other sites may frame: nothing here acts
 * without the token that the client keeps, and signing in happens in a window of its own, which may not be framed.
 */
final class AppShellServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient StaticTemplates templates = new StaticTemplates();
    private final transient ClientFiles files;
    private final String settings;
    private final List<String> scripts;
    private final String policy;

    AppShellServlet(JsonMapper json, ClientFiles files, PublicAddress address, Authority authority) {
        Map<String, Object> values = new LinkedHashMap<>();
        // The slash at the end is needed: the client resolves "token" against this address.
        values.put("apiUrl", address.url("/api/"));
        values.put("authDomain", authority.value());
        values.put("oauthClientId", FirstPartyClient.clientId(address));
        values.put("assetRoot", address.url("/client/"));
        this.files = files;
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
        boolean installed = files.installed();
        response.setStatus(installed ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        response.setHeader("Cache-Control", installed ? "public, max-age=300" : "no-store");
        Utf8ByteOutput output = new Utf8ByteOutput();
        if (installed) {
            templates.hypothesisApp(settings, scripts).render(output);
        } else {
            templates.hypothesisMissing(EmbedConfiguration.NOT_INSTALLED).render(output);
        }
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(output.getContentLength());
        output.writeTo(response.getOutputStream());
    }
}
