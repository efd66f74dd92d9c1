package vouchsafe.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

/** What an app may leave out goes by the app and not by the address it calls: both kinds of app at both addresses. */
class RulesOfClientsTest {
    private static final String CALLBACK = "https://app.example.org/cb";
    private static final Set<String> CODE_FLOW = Set.of("authorization_code", "refresh_token");

    private final TestServer server = TestServer.shared();
    private final WebSession member = server.signedIn(server.member());

    /** The addresses of the two dialects. */
    enum Dialect {
        ANNOTATION("/oauth/authorize", "/api/token"),
        RFC("/oauth2/authorize/", "/oauth2/token/");

        private final String authorize;
        private final String token;

        Dialect(String authorize, String token) {
            this.authorize = authorize;
            this.token = token;
        }
    }

    /** An app of a kind. */
    private record App(Client client, String secret) {
        Map<String, String> form(String... pairs) {
            Map<String, String> form = new HashMap<>();
            for (int i = 0; i < pairs.length; i += 2) {
                form.put(pairs[i], pairs[i + 1]);
            }
            if (!secret.isEmpty()) {
                form.put("client_secret", secret);
            }
            return form;
        }
    }

    private App app(Lifetimes lifetimes, boolean confidential, boolean trusted, boolean pkce) {
        return app(lifetimes, confidential, trusted, pkce, CODE_FLOW, "");
    }

    private App app(
            Lifetimes lifetimes,
            boolean confidential,
            boolean trusted,
            boolean pkce,
            Set<String> grantTypes,
            String authority) {
        Clients clients = server.bean(Clients.class);
        Client client = clients.create(new NewClient(
                UUID.randomUUID().toString(),
                Client.Kind.REGISTERED,
                new ClientRegistration(
                        "An app",
                        authority.isEmpty() ? null : authority,
                        grantTypes,
                        List.of(new RedirectUri(CALLBACK)),
                        confidential,
                        trusted,
                        pkce),
                false,
                List.of("annotation:read", "annotation:write"),
                lifetimes));
        return new App(
                client,
                confidential
                        ? clients.issueSecret(
                                        client.id(), InstantSource.system().instant())
                                .reveal()
                        : "");
    }

    private static String path(Dialect dialect, App app) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", app.client().clientId());
        query.put("response_type", "code");
        query.put("redirect_uri", CALLBACK);
        return dialect.authorize + "?" + TestApp.encode(query);
    }

    private String code(Dialect dialect, App app) {
        String path = path(dialect, app);
        HttpResponse<String> page = member.get(path);
        HttpResponse<String> answer = page.body().contains("consent_seal")
                ? member.post(path, TestApp.answer(page, Map.of("allow", "Allow")))
                : page;
        return TestApp.values(answer.headers().firstValue("Location").orElseThrow(), "code")
                .getFirst();
    }

    private static Answer token(Dialect dialect, Map<String, String> form) {
        return TestApp.post(
                dialect.token, TestApp.encode(form), Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }

    private Answer exchange(Dialect at, App app, String... more) {
        Map<String, String> form = app.form(more);
        form.put("grant_type", "authorization_code");
        form.put("code", code(at, app));
        form.put("client_id", app.client().clientId());
        return token(at, form);
    }

    @ParameterizedTest
    @EnumSource
    void only_a_lenient_app_leaves_out_the_redirect_address_it_had_named(Dialect dialect) {
        for (boolean confidential : List.of(true, false)) {
            App strict = app(Lifetimes.RECOMMENDED, true, false, false);
            Answer refused = exchange(dialect, strict);
            assertThat(refused.status()).as(refused.body()).isEqualTo(400);
            assertThat(refused.body()).contains("invalid_grant").contains("Mismatching redirect URI.");
            assertThat(exchange(dialect, strict, "redirect_uri", CALLBACK).status())
                    .isEqualTo(200);
            App lenient = app(Lifetimes.HYPOTHESIS, confidential, false, false);
            assertThat(exchange(dialect, lenient).status()).isEqualTo(200);
            assertThat(exchange(dialect, lenient, "redirect_uri", CALLBACK + "2")
                            .status())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @EnumSource
    void only_a_lenient_app_does_not_say_who_it_is_at_a_refresh(Dialect dialect) {
        App other = app(Lifetimes.HYPOTHESIS, false, false, false);
        App lenient = app(Lifetimes.HYPOTHESIS, false, false, false);
        String token = exchange(dialect, lenient).text("refresh_token");
        for (String named : List.of("", other.client().clientId(), "nobody")) {
            Map<String, String> form = new HashMap<>(Map.of("grant_type", "refresh_token", "refresh_token", token));
            if (!named.isEmpty()) {
                form.put("client_id", named);
            }
            Answer refreshed = token(dialect, form);
            assertThat(refreshed.status()).as(named + refreshed.body()).isEqualTo(200);
            token = refreshed.text("refresh_token");
        }
        // One with a secret shows it all the same.
        App secretive = app(Lifetimes.HYPOTHESIS, true, false, false);
        String secret = exchange(dialect, secretive).text("refresh_token");
        assertThat(token(dialect, Map.of("grant_type", "refresh_token", "refresh_token", secret))
                        .status())
                .isEqualTo(401);
        assertThat(token(dialect, secretive.form("grant_type", "refresh_token", "refresh_token", secret))
                        .status())
                .isEqualTo(200);

        App strict = app(Lifetimes.RECOMMENDED, true, false, false);
        String strictToken = exchange(dialect, strict, "redirect_uri", CALLBACK).text("refresh_token");
        Map<String, String> nameless = strict.form("grant_type", "refresh_token", "refresh_token", strictToken);
        assertThat(token(dialect, nameless).status()).isEqualTo(401);
        nameless.put("client_id", lenient.client().clientId());
        nameless.remove("client_secret");
        assertThat(token(dialect, nameless).status()).isEqualTo(400);
        Map<String, String> named = strict.form("grant_type", "refresh_token", "refresh_token", strictToken);
        named.put("client_id", strict.client().clientId());
        Answer refreshed = token(dialect, named);
        assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void only_a_lenient_app_without_a_secret_does_without_pkce_where_it_is_not_registered(Dialect dialect) {
        assertThat(asks(dialect, app(Lifetimes.HYPOTHESIS, false, false, false)))
                .isTrue();
        assertThat(asks(dialect, app(Lifetimes.HYPOTHESIS, false, false, true))).isFalse();
        assertThat(asks(dialect, app(Lifetimes.RECOMMENDED, false, false, false)))
                .isFalse();
        assertThat(asks(dialect, app(Lifetimes.RECOMMENDED, true, false, false)))
                .isTrue();
    }

    private boolean asks(Dialect dialect, App app) {
        return member.get(path(dialect, app)).body().contains("consent_seal");
    }

    @ParameterizedTest
    @EnumSource
    void an_app_for_accounts_of_others_asks_nobody_here(Dialect dialect) {
        for (Lifetimes lifetimes : List.of(Lifetimes.HYPOTHESIS, Lifetimes.RECOMMENDED)) {
            App theirs = app(lifetimes, true, false, false, CODE_FLOW, "their.example");
            assertThat(member.get(path(dialect, theirs))).satisfies(page -> {
                assertThat(page.statusCode()).isEqualTo(403);
                assertThat(page.body()).contains("This app is for accounts of their.example");
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_operators_own_app_asks_only_who_withdrew_from_it(Dialect dialect) {
        for (Lifetimes lifetimes : List.of(Lifetimes.HYPOTHESIS, Lifetimes.RECOMMENDED)) {
            App own = app(lifetimes, true, true, false);
            HttpResponse<String> answer = member.get(path(dialect, own));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
            assertThat(TestApp.values(answer.headers().firstValue("Location").orElseThrow(), "code"))
                    .hasSize(1);
        }
    }

    @Test
    void a_refusal_is_worded_as_each_dialect_words_it() {
        Answer annotation = token(Dialect.ANNOTATION, Map.of("grant_type", "refresh_token", "refresh_token", "x"));
        assertThat(annotation.status()).isEqualTo(400);
        assertThat(annotation.body()).contains("Invalid refresh_token.");
        assertThat(token(Dialect.RFC, Map.of("grant_type", "refresh_token", "refresh_token", "x"))
                        .status())
                .isEqualTo(401);
    }
}
