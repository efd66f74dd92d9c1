package vouchsafe.app.demo;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A small app of a third party, as a developer might write it: it uses nothing of Vouchsafe but HTTP. A visitor connects
 * their account, the app reads the data it may read, refreshes its token, and the visitor disconnects. Read this class for
 * the pages and {@link VouchsafeClient} for the five calls an app needs.
 */
final class SleepDiary implements AutoCloseable {
    private static final String COOKIE = "sleep-diary";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final HttpServer server;
    private final VouchsafeClient vouchsafe;
    /** Visits by the browser's cookie; only the latest are kept, since strangers may come in any number. */
    private final Cache<String, Visit> visits =
            Caffeine.newBuilder().maximumSize(1_000).build();

    /** The app's memory of one browser. */
    private static final class Visit {
        /** Ties the answer to the request, so that an attacker cannot slip in a code of their own. */
        private volatile String state = random();
        /** PKCE: proves that the code is redeemed by the app that asked for it. */
        private volatile String verifier = random();

        private volatile VouchsafeClient.@Nullable Tokens tokens;
        private volatile String message = "";
    }

    private SleepDiary(HttpServer server, VouchsafeClient vouchsafe) {
        this.server = server;
        this.vouchsafe = vouchsafe;
    }

    /** Starts the app on loopback. */
    static SleepDiary start(int port, VouchsafeClient vouchsafe) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        SleepDiary app = new SleepDiary(server, vouchsafe);
        server.createContext("/", exchange -> app.answer(exchange));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return app;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Visit visit = visit(exchange);
            String path = exchange.getRequestURI().getPath();
            switch (exchange.getRequestMethod() + " " + path) {
                case "GET /" -> show(exchange, visit);
                case "GET /connect" -> connect(exchange, visit);
                case "GET /callback" -> callback(exchange, visit);
                case "POST /refresh" -> refresh(exchange, visit);
                case "POST /disconnect" -> disconnect(exchange, visit);
                default -> exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    /** Step 1: send the visitor to Vouchsafe, with a fresh state and a fresh PKCE challenge. */
    private void connect(HttpExchange exchange, Visit visit) throws IOException {
        visit.state = random();
        visit.verifier = random();
        redirect(exchange, vouchsafe.authorizationUrl(visit.state, visit.verifier));
    }

    /** Steps 2 and 3: the visitor is back; exchange the code for tokens at once. */
    private void callback(HttpExchange exchange, Visit visit) throws IOException {
        Map<String, String> query =
                VouchsafeClient.decode(exchange.getRequestURI().getRawQuery());
        if (!visit.state.equals(query.get("state"))) {
            visit.message = "That answer was not for this browser. Please connect again.";
        } else if (query.containsKey("code")) {
            VouchsafeClient.Result<VouchsafeClient.Tokens> result =
                    vouchsafe.exchange(query.getOrDefault("code", ""), visit.verifier);
            visit.tokens = result.value().orElse(null);
            visit.message = result.problem();
        } else {
            visit.message = "You did not connect: " + query.getOrDefault("error", "no answer") + ".";
        }
        redirect(exchange, "/");
    }

    /** Step 4: exchanges the old pair of tokens for a fresh one. */
    private void refresh(HttpExchange exchange, Visit visit) throws IOException {
        VouchsafeClient.Tokens tokens = visit.tokens;
        if (tokens != null) {
            VouchsafeClient.Result<VouchsafeClient.Tokens> result = vouchsafe.refresh(tokens);
            visit.tokens = result.value().orElse(null);
            visit.message = result.problem().isEmpty() ? "The token was refreshed." : result.problem();
        }
        redirect(exchange, "/");
    }

    private void disconnect(HttpExchange exchange, Visit visit) throws IOException {
        VouchsafeClient.Tokens tokens = visit.tokens;
        if (tokens != null) {
            vouchsafe.revoke(tokens);
            visit.tokens = null;
            visit.message = "Disconnected. The token is revoked; your membership is still on your connections page.";
        }
        redirect(exchange, "/");
    }

    private void show(HttpExchange exchange, Visit visit) throws IOException {
        VouchsafeClient.Tokens tokens = visit.tokens;
        String message = visit.message;
        visit.message = "";
        Optional<VouchsafeClient.Result<String>> member =
                Optional.ofNullable(tokens).map(vouchsafe::member);
        String page = SleepDiaryPage.of(message, member, vouchsafe.connectionsUrl());
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private Visit visit(HttpExchange exchange) {
        String cookies = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Cookie"))
                .orElse("");
        for (String cookie : cookies.split("; ")) {
            Visit known =
                    cookie.startsWith(COOKIE + "=") ? visits.getIfPresent(cookie.substring(COOKIE.length() + 1)) : null;
            if (known != null) {
                return known;
            }
        }
        String id = random();
        Visit visit = new Visit();
        visits.put(id, visit);
        exchange.getResponseHeaders().set("Set-Cookie", COOKIE + "=" + id + "; Path=/; HttpOnly; SameSite=Lax");
        return visit;
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", URI.create(location).toString());
        exchange.sendResponseHeaders(303, -1);
    }

    private static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The port on which the app listens. */
    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
