package vouchsafe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vouchsafe.accounts.Member;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.projects.NewProject;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.projects.TestProjects;

/** An app as its developer would write it: it speaks HTTP to the server and knows only what its project page shows. */
public final class TestApp {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern SEAL = Pattern.compile("name=\"consent_seal\" value=\"([^\"]+)\"");

    private final TestServer server = TestServer.shared();
    private final Project project;
    private final String secret;
    private final String redirectUri;

    private TestApp(Project project, String secret, String redirectUri) {
        this.project = project;
        this.secret = secret;
        this.redirectUri = redirectUri;
    }

    /** A new project in development with one redirect URL, run by a new member. */
    public static TestApp create() {
        return create(TestServer.shared().member(), Map.of());
    }

    /** A new project of this coordinator; the fields replace those of a plain form. */
    public static TestApp create(Member coordinator, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.putIfAbsent("redirect_url", "https://app.example.org/callback");
        String[] changes = all.entrySet().stream()
                .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                .toArray(String[]::new);
        NewProject made = TestProjects.create(coordinator.id(), changes);
        return new TestApp(made.project(), made.clientSecret().reveal(), all.get("redirect_url"));
    }

    /** The project as it is stored now. */
    public Project project() {
        return server.bean(Projects.class).find(project.id()).orElseThrow();
    }

    /** The client as it is stored now. */
    public Client client() {
        return server.bean(Clients.class).find(project.clientRowId()).orElseThrow();
    }

    public String clientId() {
        return client().clientId();
    }

    public String secret() {
        return secret;
    }

    public String redirectUri() {
        return redirectUri;
    }

    /** Path and query to send a member to; parameters with an empty value are left out of the usual three. */
    public String authorizePath(Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("client_id", clientId());
        all.put("response_type", "code");
        all.put("redirect_uri", redirectUri);
        all.putAll(parameters);
        all.values().removeIf(String::isEmpty);
        return "/direct-sharing/projects/oauth2/authorize/?" + encode(all);
    }

    /** The member opens the page and presses the button; the answer is the redirect to the app. */
    public HttpResponse<String> authorize(WebSession member, Map<String, String> parameters) {
        String path = authorizePath(parameters);
        HttpResponse<String> page = member.get(path);
        return page.statusCode() == 200 ? member.post(path, answer(page, Map.of("allow", "Authorize project"))) : page;
    }

    /** The fields of a consent form as a browser would send them, with these on top. */
    public static Map<String, String> answer(HttpResponse<String> page, Map<String, String> fields) {
        Matcher seal = SEAL.matcher(page.body());
        if (!seal.find()) {
            throw new AssertionError("not a consent page: " + page.statusCode() + " " + page.body());
        }
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("consent_seal", seal.group(1));
        return all;
    }

    /** A code for this member, by the whole way through the pages. */
    public String code(WebSession member) {
        return code(member, Map.of());
    }

    public String code(WebSession member, Map<String, String> parameters) {
        HttpResponse<String> answer = authorize(member, parameters);
        Map<String, String> query = query(answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError("no redirect: " + answer.statusCode() + " " + answer.body())));
        if (!query.containsKey("code")) {
            throw new AssertionError("no code in " + query);
        }
        return query.get("code");
    }

    /** Tokens for this member. */
    public Answer connect(WebSession member) {
        return exchange(code(member));
    }

    public Answer exchange(String code) {
        return token(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", redirectUri));
    }

    public Answer refresh(String refreshToken) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    /** A token request with HTTP Basic. */
    public Answer token(Map<String, String> form) {
        return post("/oauth2/token/", encode(form), Map.of("Authorization", basic()));
    }

    public Answer revoke(String token) {
        return post("/oauth2/revoke_token/", encode(Map.of("token", token)), Map.of("Authorization", basic()));
    }

    public String basic() {
        return basic(clientId(), secret);
    }

    public static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** The member's data as the app reads it. */
    public Answer exchangeMember(String accessToken) {
        return get("/api/direct-sharing/project/exchange-member/", Map.of("Authorization", "Bearer " + accessToken));
    }

    public static Answer get(String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(TestServer.shared().url(path)))
                .GET();
        headers.forEach(request::header);
        return send(request.build());
    }

    /** POST of a urlencoded body. */
    public static Answer post(String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(TestServer.shared().url(path)))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
        all.forEach(request::header);
        boolean nameless = (path.startsWith("/oauth2/token") || path.startsWith("/api/token"))
                && !body.contains("client_id=")
                && !all.getOrDefault("Authorization", "").startsWith("Basic");
        if (!nameless) {
            return send(request.build());
        }
        // Refusals of callers who name no client are counted by network, and all tests would be one.
        try (HttpClient apart =
                HttpClient.newBuilder().localAddress(networkOfItsOwn()).build()) {
            return send(apart, request.build());
        }
    }

    /** An address of this machine that is nobody else's, as each loopback address is a network. */
    private static InetAddress networkOfItsOwn() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        try {
            return InetAddress.getByAddress(new byte[] {
                127, (byte) random.nextInt(16, 256), (byte) random.nextInt(256), (byte) random.nextInt(1, 255)
            });
        } catch (UnknownHostException fourBytesAreAnAddress) {
            throw new IllegalStateException(fourBytesAreAnAddress);
        }
    }

    public static Answer send(HttpRequest request) {
        return send(HTTP, request);
    }

    private static Answer send(HttpClient client, HttpRequest request) {
        try {
            return new Answer(client.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The query of a URL, decoded; a repeated name fails. */
    public static Map<String, String> query(String url) {
        String query = url.substring(url.indexOf('?') + 1);
        return Stream.of(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> decode(pair[0]), pair -> pair.length > 1 ? decode(pair[1]) : ""));
    }

    /** Every value of a parameter in a URL's query. */
    public static List<String> values(String url, String name) {
        return Stream.of(url.substring(url.indexOf('?') + 1).split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> decode(pair.substring(name.length() + 1)))
                .toList();
    }

    public static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
