package vouchsafe.clientsofothers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import vouchsafe.hypothesis.AnnotationApp;
import vouchsafe.oauth.AccessTokens;

/**
 * An app that is built on a library nobody here wrote: what its developer copies from our pages into the library.
 *
 * @param secret empty for an app without one
 */
record LibraryApp(Addresses at, String clientId, String secret, String redirectUri) {
    static final String CALLBACK = "https://app.example.org/callback";

    /** A project in development. */
    static LibraryApp project(String redirectUri) {
        TestApp app = TestApp.create(TestServer.shared().member(), Map.of("redirect_url", redirectUri));
        return new LibraryApp(Addresses.PROJECTS, app.clientId(), app.secret(), redirectUri);
    }

    /** A registered client without a secret that is no project. */
    static LibraryApp withoutSecret(String redirectUri) {
        Client client = TestServer.shared()
                .bean(Clients.class)
                .create(new NewClient(
                        RandomText.alphanumeric(40),
                        Client.Kind.REGISTERED,
                        new ClientRegistration(
                                "App without a secret",
                                null,
                                Set.of("authorization_code", "refresh_token"),
                                List.of(new RedirectUri(redirectUri)),
                                false,
                                false,
                                true),
                        false,
                        List.of("read"),
                        Lifetimes.RECOMMENDED));
        return new LibraryApp(Addresses.STANDARD, client.clientId(), "", redirectUri);
    }

    /** An annotation client with a secret. */
    static LibraryApp annotator(String redirectUri) {
        return annotator(true, false, redirectUri);
    }

    /** An annotation client without a secret, which has to send a challenge. */
    static LibraryApp annotatorWithoutSecret(String redirectUri) {
        return annotator(false, true, redirectUri);
    }

    private static LibraryApp annotator(boolean confidential, boolean pkce, String redirectUri) {
        AnnotationApp app = AnnotationApp.create(
                Set.of("authorization_code", "refresh_token"), confidential, false, pkce, null, redirectUri);
        return new LibraryApp(Addresses.ANNOTATIONS, app.clientId(), app.secret(), redirectUri);
    }

    /** The same app, whose developer mistyped the secret. */
    LibraryApp withWrongSecret() {
        return new LibraryApp(at, clientId, "not-" + secret, redirectUri);
    }

    /** A new member follows the app's link, says yes, and is sent back: the address the app is called at. */
    String allow(String url) {
        return allow(TestServer.shared().signedIn(TestServer.shared().member()), url);
    }

    String allow(WebSession member, String url) {
        return answer(member, url, Map.of("allow", "Authorize project"));
    }

    /** A new member follows the app's link, and says no. */
    String refuse(String url) {
        return answer(TestServer.shared().signedIn(TestServer.shared().member()), url, Map.of());
    }

    private String answer(WebSession member, String url, Map<String, String> button) {
        assertThat(url).startsWith(at.authorize());
        HttpResponse<String> page = member.get(url);
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        HttpResponse<String> answer = member.post(url, TestApp.answer(page, button));
        String back = answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer.body()));
        assertThat(back).startsWith(redirectUri);
        return back;
    }

    /** Whether a bearer of this token is let in. */
    boolean isAlive(String accessToken) {
        Map<String, String> bearer = Map.of("Authorization", "Bearer " + accessToken);
        return switch (at) {
            case PROJECTS ->
                TestApp.get("/api/direct-sharing/project/exchange-member/", bearer)
                                .status()
                        == 200;
            case ANNOTATIONS -> TestApp.get("/api/debug-token", bearer).status() == 200;
            case STANDARD ->
                TestServer.shared().bean(AccessTokens.class).check(accessToken) instanceof AccessTokens.Access.Live;
        };
    }
}
