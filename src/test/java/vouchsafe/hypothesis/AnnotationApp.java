package vouchsafe.hypothesis;

import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.audit.Actor;
import vouchsafe.clients.AppSchemes;
import vouchsafe.clients.Client;
import vouchsafe.clients.ClientRegistration;
import vouchsafe.clients.Clients;
import vouchsafe.clients.InvalidRedirectUri;
import vouchsafe.clients.Lifetimes;
import vouchsafe.clients.NewClient;
import vouchsafe.clients.RedirectUri;
import vouchsafe.clients.Registrations;
import vouchsafe.clients.ServerRights;

/** An app that speaks the annotation dialect, as its developer would write it. */
public final class AnnotationApp {
    public static final String REDIRECT = "https://myapp.example.com/authorize";
    public static final String ASSERTION = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final Pattern SETTINGS = Pattern.compile("class=\"js-hypothesis-settings\">(.*?)</script>");

    private final TestServer server = TestServer.shared();
    private final Client client;
    private final String secret;

    private AnnotationApp(Client client, String secret) {
        this.client = client;
        this.secret = secret;
    }

    /** What the seed registers: a public client with one redirect URL. */
    public static AnnotationApp create() {
        return create(Set.of("authorization_code", "refresh_token"), false, false, false, null, REDIRECT);
    }

    public static AnnotationApp trusted() {
        return create(Set.of("authorization_code", "refresh_token"), false, true, false, null, REDIRECT);
    }

    public static AnnotationApp confidential() {
        return create(Set.of("authorization_code", "refresh_token"), true, false, false, null, REDIRECT);
    }

    public static AnnotationApp withPkce() {
        return create(Set.of("authorization_code", "refresh_token"), false, false, true, null, REDIRECT);
    }

    public static AnnotationApp redirectedTo(String... uris) {
        return create(Set.of("authorization_code", "refresh_token"), false, false, false, null, uris);
    }

    /** A third party that vouches for its accounts. */
    public static AnnotationApp vouching(String authority) {
        return create(Set.of(ASSERTION, "refresh_token"), true, false, false, authority);
    }

    /** A third party's server that makes accounts. */
    public static AnnotationApp serving(String authority) {
        return create(Set.of("client_credentials"), true, false, false, authority);
    }

    /** The same app with what an administrator lets its server do beyond that. */
    public AnnotationApp allowed(ServerRights rights) {
        decide(client.name(), rights);
        return this;
    }

    private void decide(String name, ServerRights rights) {
        server.bean(Registrations.class)
                .change(
                        client,
                        new ClientRegistration(
                                name,
                                client.authority(),
                                client.grantTypes(),
                                client.redirectUris(),
                                client.confidential(),
                                client.trusted(),
                                client.pkceRequired(),
                                rights),
                        Actor.COMMAND_LINE);
    }

    /** A server that looks after members of this one. */
    public static AnnotationApp servingMembers() {
        return create(Set.of("client_credentials"), true, false, false, null).allowed(new ServerRights(true, false));
    }

    /** A server that vouches for members of this one. */
    public static AnnotationApp vouchingForMembers() {
        return create(Set.of(ASSERTION, "refresh_token"), true, false, false, null)
                .allowed(new ServerRights(true, false));
    }

    /** The same app under a name that an administrator gives it. */
    public AnnotationApp named(String name) {
        decide(name, client.rights());
        return this;
    }

    /** An app that somebody registered. */
    public static AnnotationApp of(Client client) {
        return new AnnotationApp(client, "");
    }

    public static AnnotationApp create(
            Set<String> grantTypes,
            boolean confidential,
            boolean trusted,
            boolean pkce,
            @Nullable String authority,
            String... uris) {
        Clients clients = TestServer.shared().bean(Clients.class);
        Client made = clients.create(new NewClient(
                UUID.randomUUID().toString(),
                Client.Kind.REGISTERED,
                new ClientRegistration(
                        "Annotator",
                        authority,
                        grantTypes,
                        List.of(uris).stream().map(AnnotationApp::registered).toList(),
                        confidential,
                        trusted,
                        pkce),
                false,
                List.of("annotation:read", "annotation:write"),
                Lifetimes.HYPOTHESIS));
        String secret = confidential
                ? clients.issueSecret(made.id(), InstantSource.system().instant())
                        .reveal()
                : "";
        return new AnnotationApp(made, secret);
    }

    private static RedirectUri registered(String uri) {
        try {
            return RedirectUri.register(uri, AppSchemes.of("androidaps, openhumanshk, resilienceproject"));
        } catch (InvalidRedirectUri refused) {
            throw new AssertionError(refused);
        }
    }

    /** The client as it is stored now. */
    public Client client() {
        return server.bean(Clients.class).find(client.id()).orElseThrow();
    }

    public String clientId() {
        return client.clientId();
    }

    public String secret() {
        return secret;
    }

    public String basic() {
        return TestApp.basic(clientId(), secret);
    }

    /** Where a member is sent; an empty value leaves a parameter out. */
    public String authorizePath(Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("client_id", clientId());
        all.put("response_type", "code");
        all.putAll(parameters);
        all.values().removeIf(String::isEmpty);
        return "/oauth/authorize?" + TestApp.encode(all);
    }

    /** The member opens the page and, where asked, presses "Allow". */
    public HttpResponse<String> authorize(WebSession member, Map<String, String> parameters) {
        String path = authorizePath(parameters);
        HttpResponse<String> page = member.get(path);
        return page.body().contains("consent_seal") ? member.post(path, TestApp.answer(page, Map.of())) : page;
    }

    public String code(WebSession member) {
        return code(member, Map.of());
    }

    public String code(WebSession member, Map<String, String> parameters) {
        HttpResponse<String> answer = authorize(member, parameters);
        return TestApp.values(
                        answer.headers()
                                .firstValue("Location")
                                .orElseThrow(() -> new AssertionError(answer.statusCode() + " " + answer.body())),
                        "code")
                .getFirst();
    }

    /** What the page tells the window that opened it. */
    public static JsonNode settings(HttpResponse<String> page) {
        Matcher settings = SETTINGS.matcher(page.body());
        if (!settings.find()) {
            throw new AssertionError("no settings in " + page.statusCode() + " " + page.body());
        }
        return JsonMapper.shared().readTree(settings.group(1));
    }

    /** Tokens for this member, the way the seed shows it. */
    public Answer connect(WebSession member) {
        return exchange(code(member));
    }

    public Answer exchange(String code) {
        Map<String, String> form =
                new HashMap<>(Map.of("grant_type", "authorization_code", "client_id", clientId(), "code", code));
        if (!secret.isEmpty()) {
            form.put("client_secret", secret);
        }
        return token(form);
    }

    public static Answer refresh(String refreshToken) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    public static Answer token(Map<String, String> form) {
        return TestApp.post("/api/token", TestApp.encode(form), Map.of());
    }

    public static Answer revoke(String token) {
        return TestApp.post("/oauth/revoke", TestApp.encode(Map.of("token", token)), Map.of());
    }

    /** What the server makes of a token. */
    public static Answer debug(String token) {
        return TestApp.get("/api/debug-token", Map.of("Authorization", "Bearer " + token));
    }

    /** Who the annotation API takes the bearer of a token for. */
    public static Answer profile(String token) {
        return TestApp.get("/api/profile", Map.of("Authorization", "Bearer " + token));
    }

    /** The standard error object inside the text that annotation clients show. */
    public static JsonNode reason(Answer answer) {
        return JsonMapper.shared().readTree(answer.text("reason"));
    }
}
