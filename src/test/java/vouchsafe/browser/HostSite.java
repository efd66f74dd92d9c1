package vouchsafe.browser;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A web site of somebody else, on a port of its own: plain pages with whatever headers its makers chose. */
public final class HostSite implements AutoCloseable {
    /** A text to annotate; what comes before its end is up to each page. */
    static final String ARTICLE = """
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Somebody's page</title></head><body>
        <article><h1>The harbour</h1><p>At low tide the ropes hang slack and the boats sit down in the mud.</p></article>
        %s</body></html>
        """;

    private final HttpServer server;
    private final Map<String, Served> pages = new ConcurrentHashMap<>();

    private record Served(String body, Map<String, String> headers) {}

    private HostSite(HttpServer server) {
        this.server = server;
    }

    /** Opens it on a free port. */
    public static HostSite open() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            HostSite site = new HostSite(server);
            server.createContext("/", exchange -> {
                Served page = site.pages.get(exchange.getRequestURI().getPath());
                byte[] body = (page == null ? "nothing here" : page.body()).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
                if (page != null) {
                    page.headers().forEach(exchange.getResponseHeaders()::set);
                }
                exchange.sendResponseHeaders(page == null ? 404 : 200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return site;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Puts a page at a path. */
    public void page(String path, String body, Map<String, String> headers) {
        pages.put(path, new Served(body, headers));
    }

    /** By the name {@code localhost}, which browsers take for another site than {@code 127.0.0.1}. */
    public String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    /** By the number that the server under test has, too, so that browsers take both for one site. */
    public String urlOfOneSite(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
