package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.clients.Client;
import vouchsafe.clients.ClientRegistration;
import vouchsafe.clients.Clients;
import vouchsafe.clients.Lifetimes;
import vouchsafe.clients.NewClient;
import vouchsafe.clients.RedirectUri;
import vouchsafe.crypto.RandomText;
import vouchsafe.oauth.AccessTokens;

/**
 * An app that is no project: it uses the standard authorization path, a proof key, and the lifetimes recommended to
 * everyone. Each has a client of its own, so that what one test is refused does not slow down another.
 *
 * @param secret empty for an app that has none
 * @param server where it sends its token requests, without a slash at the end
 */
record StandardApp(Client client, String secret, Pkce pkce, String server) {
    static final String CALLBACK = "https://app.example.org/cb";

    /** A web app with a secret, which may ask for read and write. */
    static StandardApp confidential(String... redirectUris) {
        return create(plan(true, false, redirectUris));
    }

    /** A browser app without a secret. */
    static StandardApp publicApp(String... redirectUris) {
        return create(plan(false, false, redirectUris));
    }

    /** An app on its user's own device. */
    static StandardApp nativeApp(String... redirectUris) {
        return create(plan(false, true, redirectUris));
    }

    static StandardApp create(NewClient plan) {
        Clients clients = TestServer.shared().bean(Clients.class);
        Client client = clients.create(plan);
        String secret = client.confidential()
                ? clients.issueSecret(client.id(), client.createdAt()).reveal()
                : "";
        return new StandardApp(
                client, secret, Pkce.random(), TestServer.shared().url(""));
    }

    static NewClient plan(boolean confidential, boolean isNative, String... redirectUris) {
        List<RedirectUri> uris = Stream.of(redirectUris.length == 0 ? new String[] {CALLBACK} : redirectUris)
                .map(RedirectUri::new)
                .toList();
        return new NewClient(
                RandomText.alphanumeric(40),
                Client.Kind.REGISTERED,
                new ClientRegistration(
                        "Standard app",
                        null,
                        Set.of("authorization_code", "refresh_token"),
                        uris,
                        confidential,
                        false,
                        true),
                isNative,
                List.of("read", "write"),
                Lifetimes.RECOMMENDED);
    }

    /** The same app talking to another node. */
    StandardApp at(String otherServer) {
        return new StandardApp(client, secret, pkce, otherServer);
    }

    /** The same app with other lifetimes. */
    StandardApp with(Lifetimes lifetimes) {
        TestServer.shared().bean(Clients.class).updateLifetimes(client.id(), lifetimes);
        return this;
    }

    String clientId() {
        return client.clientId();
    }

    String redirectUri() {
        return client.redirectUris().getFirst().value();
    }

    /** The parameters of a plain authorization request, with these on top; an empty value takes one away. */
    Map<String, String> asking(Map<String, String> changes) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("client_id", clientId());
        all.put("response_type", "code");
        all.put("redirect_uri", redirectUri());
        all.put("state", "a state");
        all.put("code_challenge", pkce.challenge());
        all.put("code_challenge_method", "S256");
        all.putAll(changes);
        all.values().removeIf(String::isEmpty);
        return all;
    }

    String authorizePath(Map<String, String> changes) {
        return "/oauth2/authorize/?" + TestApp.encode(asking(changes));
    }

    /** Asks, and says yes where the member is asked; the answer is the redirect to the app, or the page that refuses. */
    HttpResponse<String> authorize(WebSession member, Map<String, String> changes) {
        return allow(member, authorizePath(changes));
    }

    static HttpResponse<String> allow(WebSession member, String path) {
        HttpResponse<String> page = member.get(path);
        return page.statusCode() == 200
                ? member.post(path, TestApp.answer(page, Map.of("allow", "Authorize project")))
                : page;
    }

    String code(WebSession member) {
        return code(member, Map.of());
    }

    String code(WebSession member, Map<String, String> changes) {
        return Redirects.code(authorize(member, changes));
    }

    /** The form of a plain code exchange, with these on top; an empty value takes one away. */
    Map<String, String> exchanging(String code, Map<String, String> changes) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirectUri());
        form.put("code_verifier", pkce.verifier());
        form.putAll(changes);
        form.values().removeIf(String::isEmpty);
        return form;
    }

    Answer exchange(String code) {
        return token(exchanging(code, Map.of()));
    }

    Answer exchange(String code, Map<String, String> changes) {
        return token(exchanging(code, changes));
    }

    Answer refresh(String refreshToken) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    Answer refresh(String refreshToken, String scope) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken, "scope", scope));
    }

    Answer revoke(String token) {
        return send("/oauth2/revoke", Map.of("token", token));
    }

    /** A token request, authenticated as this kind of app does. */
    Answer token(Map<String, String> form) {
        return send("/oauth2/token", form);
    }

    private Answer send(String path, Map<String, String> form) {
        Map<String, String> all = new LinkedHashMap<>(form);
        if (!client.confidential()) {
            all.putIfAbsent("client_id", clientId());
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(TestApp.encode(all)));
        if (client.confidential()) {
            request.header("Authorization", TestApp.basic(clientId(), secret));
        }
        return TestApp.send(request.build());
    }

    /** Tokens for a member, by the whole way. */
    Answer connect(WebSession member) {
        Answer tokens = exchange(code(member));
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        return tokens;
    }

    /** Shows that what was refused before was refused for its own reason: the plain flow still works. */
    void stillWorks(WebSession member) {
        Answer tokens = connect(member);
        assertThat(alive(tokens.text("access_token"))).isTrue();
        Answer next = refresh(tokens.text("refresh_token"));
        assertThat(next.status()).as(next.body()).isEqualTo(200);
    }

    /** Whether the server would let a bearer of this token in. */
    static boolean alive(String accessToken) {
        return TestServer.shared().bean(AccessTokens.class).check(accessToken) instanceof AccessTokens.Access.Live;
    }

    static void assertRefused(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.text("error")).as(answer.body()).isEqualTo(error);
        assertThat(answer.body()).doesNotContain("access_token", "refresh_token\"");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }
}
