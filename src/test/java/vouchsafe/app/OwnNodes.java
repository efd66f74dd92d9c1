package vouchsafe.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.NewMember;
import vouchsafe.accounts.Password;
import vouchsafe.accounts.Standings;
import vouchsafe.clients.Client;
import vouchsafe.clients.ClientRegistration;
import vouchsafe.clients.Clients;
import vouchsafe.clients.Lifetimes;
import vouchsafe.clients.NewClient;
import vouchsafe.clients.RedirectUri;
import vouchsafe.crypto.RandomText;
import vouchsafe.db.DatabaseSettings;
import vouchsafe.embedded.FreePort;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.grants.Permissions;
import vouchsafe.oauth.AccessTokens;
import vouchsafe.oauth.AuthorizationRequest;
import vouchsafe.oauth.Authorizations;

/** Servers of a test's own over one database of its own, and people and apps there. */
final class OwnNodes implements AutoCloseable {
    private static final String CALLBACK = "https://app.example.org/cb";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String name = "own_" + UUID.randomUUID().toString().replace('-', '_');
    private final String jdbcUrl;
    private final List<Server> running = new ArrayList<>();

    OwnNodes() {
        TestServer shared = TestServer.shared();
        shared.bean(JdbcClient.class).sql("CREATE DATABASE " + name).update();
        jdbcUrl = shared.bean(DatabaseSettings.class)
                .jdbcUrl()
                .replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + name);
    }

    String jdbcUrl() {
        return jdbcUrl;
    }

    JdbcClient sql() {
        return JdbcClient.create(new DriverManagerDataSource(jdbcUrl));
    }

    /** Starts a node on this folder, with these settings besides. */
    Server start(Path folder, Map<Setting, String> more) {
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        settings.put(Setting.PORT, Integer.toString(FreePort.find()));
        settings.put(Setting.DATA_DIR, folder.toString());
        settings.put(Setting.BASE_URL, "http://127.0.0.1");
        settings.put(Setting.DB_URL, jdbcUrl);
        settings.put(Setting.DB_POOL_SIZE, "8");
        settings.put(Setting.MAIL_FROM, "vouchsafe@localhost");
        settings.putAll(more);
        Server server = Server.start(Settings.of(settings), TestServer.MACHINE);
        running.add(server);
        return server;
    }

    void stop(Server server) {
        running.remove(server);
        server.close();
    }

    static Path folder() {
        try {
            return Files.createTempDirectory("vouchsafe-own");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String url(Server server) {
        return "http://127.0.0.1:" + server.port();
    }

    static Member member(Server at) {
        String username = "m" + RandomText.alphanumeric(12).toLowerCase(Locale.ROOT);
        return at.context()
                .getBean(Members.class)
                .create(new NewMember(
                        username,
                        "Someone",
                        username + "@example.org",
                        true,
                        new Password(TestServer.PASSWORD),
                        false));
    }

    static WebSession signedIn(Server at, Member member) {
        WebSession browser = new WebSession(url(at));
        HttpResponse<String> answer =
                browser.submit("/account/login/", Map.of("login", member.username(), "password", TestServer.PASSWORD));
        for (int tries = 1; answer.statusCode() == 503 && tries < 20; tries++) {
            answer = browser.submit(
                    "/account/login/", Map.of("login", member.username(), "password", TestServer.PASSWORD));
        }
        if (answer.statusCode() != 303) {
            throw new AssertionError("sign-in failed: " + answer.statusCode());
        }
        return browser;
    }

    /** An app of one member, with the tokens that it was given last. */
    static final class App {
        private final String clientId;
        volatile String accessToken = "";
        volatile String refreshToken = "";

        private App(String clientId) {
            this.clientId = clientId;
        }

        /** Status of a refresh at a node. */
        int refresh(Server at) {
            return ask(at, "grant_type=refresh_token&refresh_token=" + refreshToken);
        }

        /** Whether a node takes the access token. */
        boolean alive(Server at) {
            return at.context().getBean(AccessTokens.class).check(accessToken) instanceof AccessTokens.Access.Live;
        }

        private int ask(Server at, String form) {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url(at) + "/oauth2/token/"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form + "&client_id=" + clientId)));
            if (answer.statusCode() == 200) {
                var tokens = JsonMapper.shared().readTree(answer.body());
                accessToken = tokens.path("access_token").asString();
                refreshToken = tokens.path("refresh_token").asString();
            }
            return answer.statusCode();
        }
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    static HttpResponse<String> get(Server at, String path) {
        return send(HttpRequest.newBuilder(URI.create(url(at) + path)));
    }

    /** A new member's new app, connected at this node. */
    static App app(Server at) {
        Member member = member(at);
        Client client = at.context()
                .getBean(Clients.class)
                .create(new NewClient(
                        RandomText.alphanumeric(40),
                        Client.Kind.REGISTERED,
                        new ClientRegistration(
                                "Refreshing app",
                                null,
                                Set.of("authorization_code", "refresh_token"),
                                List.of(new RedirectUri(CALLBACK)),
                                false,
                                false,
                                false),
                        false,
                        List.of("read"),
                        Lifetimes.OPEN_HUMANS));
        Grant grant = at.context()
                .getBean(Grants.class)
                .authorize(
                        client.id(),
                        member.id(),
                        new Permissions(1, List.of("read"), List.of(), false, false, false),
                        false,
                        "{}");
        AuthorizationRequest request =
                new AuthorizationRequest(client, CALLBACK, true, null, List.of("read"), null, null, Set.of(), null);
        String code = at.context()
                .getBean(Authorizations.class)
                .issueCode(
                        request,
                        grant,
                        at.context()
                                .getBean(Standings.class)
                                .credentials(member.id())
                                .orElseThrow())
                .orElseThrow()
                .reveal();
        App app = new App(client.clientId());
        int status = app.ask(at, "grant_type=authorization_code&code=" + code + "&redirect_uri=" + CALLBACK);
        if (status != 200) {
            throw new AssertionError("no tokens: " + status);
        }
        return app;
    }

    /** Runs a command on this database. */
    VouchsafeProcess.Ended run(Map<String, String> environment, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--db", jdbcUrl));
        return InThisProcess.run("", environment, all.toArray(String[]::new));
    }

    @Override
    public void close() {
        List.copyOf(running).forEach(this::stop);
        TestServer.shared()
                .bean(JdbcClient.class)
                .sql("DROP DATABASE " + name + " WITH (FORCE)")
                .update();
    }
}
