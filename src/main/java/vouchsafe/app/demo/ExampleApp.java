package vouchsafe.app.demo;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small app of a third party, as a developer might write it: it uses nothing of Vouchsafe but HTTP. A visitor connects
 * their account, the app reads the data it may read and adds data of its own, refreshes its token, and the visitor
 * disconnects. Read this class for the pages and {@link VouchsafeClient} for the calls an app needs.
 */
final class ExampleApp implements HttpHandler {
    private static final int FILES_SHOWN = 3;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final DemoProject project;
    private final VouchsafeClient vouchsafe;
    private final InstantSource clock;
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

    ExampleApp(DemoProject project, VouchsafeClient vouchsafe, InstantSource clock) {
        this.project = project;
        this.vouchsafe = vouchsafe;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Visit visit = visit(exchange);
            String page =
                    exchange.getRequestURI().getPath().substring(project.path().length());
            switch (exchange.getRequestMethod() + " " + page) {
                case "GET " -> show(exchange, visit);
                case "GET about" -> send(exchange, ExampleAppPage.about(project));
                case "GET terms" -> send(exchange, ExampleAppPage.terms(project));
                case "GET connect" -> connect(exchange, visit);
                case "GET callback" -> callback(exchange, visit);
                case "POST add" -> add(exchange, visit);
                case "POST refresh" -> refresh(exchange, visit);
                case "POST disconnect" -> disconnect(exchange, visit);
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
        redirect(exchange, project.path());
    }

    /** Step 4: exchanges the old pair of tokens for a fresh one. */
    private void refresh(HttpExchange exchange, Visit visit) throws IOException {
        VouchsafeClient.Tokens tokens = visit.tokens;
        if (tokens != null) {
            VouchsafeClient.Result<VouchsafeClient.Tokens> result = vouchsafe.refresh(tokens);
            visit.tokens = result.value().orElse(null);
            visit.message = result.problem().isEmpty() ? "The token was refreshed." : result.problem();
        }
        redirect(exchange, project.path());
    }

    private void disconnect(HttpExchange exchange, Visit visit) throws IOException {
        VouchsafeClient.Tokens tokens = visit.tokens;
        if (tokens != null) {
            vouchsafe.revoke(tokens);
            visit.tokens = null;
            visit.message = "Disconnected. The token is revoked; your membership is still on your connections page.";
        }
        redirect(exchange, project.path());
    }

    /** Step 5: adds what the app knows of this day to the member's account. */
    private void add(HttpExchange exchange, Visit visit) throws IOException {
        Optional<VouchsafeClient.Tokens> tokens = fresh(visit);
        if (tokens.isPresent()) {
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            String number = vouchsafe
                    .member(tokens.get())
                    .value()
                    .map(json -> JSON.readTree(json).path("project_member_id").asString())
                    .orElse("");
            VouchsafeClient.Result<String> added =
                    vouchsafe.add(tokens.get(), number, DemoFiles.of(project, today), project.title() + " of " + today);
            visit.message =
                    added.value().map(name -> name + " is in your account now.").orElse(added.problem());
        }
        redirect(exchange, project.path());
    }

    /** Tokens that work: an access token lives for hours only, and the refresh token brings the next. */
    private Optional<VouchsafeClient.Tokens> fresh(Visit visit) {
        VouchsafeClient.Tokens tokens = visit.tokens;
        if (tokens == null || vouchsafe.member(tokens).value().isPresent()) {
            return Optional.ofNullable(tokens);
        }
        visit.tokens = vouchsafe.refresh(tokens).value().orElse(tokens);
        return Optional.ofNullable(visit.tokens);
    }

    private void show(HttpExchange exchange, Visit visit) throws IOException {
        Optional<VouchsafeClient.Tokens> tokens = fresh(visit);
        String message = visit.message;
        visit.message = "";
        Optional<VouchsafeClient.Result<String>> member = tokens.map(vouchsafe::member);
        List<ExampleAppPage.ReadFile> files =
                member.flatMap(VouchsafeClient.Result::value).map(this::files).orElse(List.of());
        send(exchange, ExampleAppPage.of(project, message, member, files, vouchsafe.connectionsUrl()));
    }

    /** Opens the first of the files that the member shares. */
    private List<ExampleAppPage.ReadFile> files(String member) {
        List<ExampleAppPage.ReadFile> files = new ArrayList<>();
        for (JsonNode file : JSON.readTree(member).path("data")) {
            String name = file.path("basename").asString();
            VouchsafeClient.Result<String> read =
                    vouchsafe.file(file.path("download_url").asString());
            files.add(new ExampleAppPage.ReadFile(name, read.value().orElse(read.problem())));
            if (files.size() == FILES_SHOWN) {
                break;
            }
        }
        return files;
    }

    private static void send(HttpExchange exchange, String page) throws IOException {
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
            Visit known = cookie.startsWith(project.slug() + "=")
                    ? visits.getIfPresent(cookie.substring(project.slug().length() + 1))
                    : null;
            if (known != null) {
                return known;
            }
        }
        String id = random();
        Visit visit = new Visit();
        visits.put(id, visit);
        exchange.getResponseHeaders()
                .set("Set-Cookie", project.slug() + "=" + id + "; Path=" + project.path() + "; HttpOnly; SameSite=Lax");
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
}
