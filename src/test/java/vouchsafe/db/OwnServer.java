package vouchsafe.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.NewMember;
import vouchsafe.accounts.Password;
import vouchsafe.accounts.Standings;
import vouchsafe.app.Server;
import vouchsafe.app.Setting;
import vouchsafe.app.Settings;
import vouchsafe.clients.Client;
import vouchsafe.clients.ClientRegistration;
import vouchsafe.clients.Clients;
import vouchsafe.clients.Lifetimes;
import vouchsafe.clients.NewClient;
import vouchsafe.clients.RedirectUri;
import vouchsafe.crypto.RandomText;
import vouchsafe.embedded.FreePort;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.grants.Permissions;
import vouchsafe.oauth.AccessTokens;
import vouchsafe.oauth.AuthorizationRequest;
import vouchsafe.oauth.Authorizations;

/** A server over a database that a test makes ill, and apps that refresh there. */
public final class OwnServer implements AutoCloseable {
    /** No wait of a test is longer, on any machine. */
    static final Duration DEADLINE = Duration.ofSeconds(120);

    private static final String CALLBACK = "https://app.example.org/cb";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Server server;

    private OwnServer(Server server) {
        this.server = server;
    }

    static OwnServer over(String jdbcUrl) {
        return over(jdbcUrl, Optional.empty());
    }

    /** Every server over one database has the same master key. */
    static OwnServer over(String jdbcUrl, Optional<String> feedUrl) {
        return start(Map.of(Setting.DB_URL, jdbcUrl, Setting.DB_FEED_URL, feedUrl.orElse("")));
    }

    /** A server with these settings besides; without a database among them it brings its own. */
    public static OwnServer with(Map<Setting, String> more) {
        return start(more);
    }

    /** A server that brings its own database, and leaves so much room on the disk to what must go on. */
    static OwnServer leaving(long diskReserve) {
        return start(Map.of(Setting.DISK_RESERVE, diskReserve + "B"));
    }

    private static OwnServer start(Map<Setting, String> more) {
        try {
            int port = FreePort.find();
            Path folder = Files.createTempDirectory("vouchsafe-own");
            Map<Setting, String> settings = new EnumMap<>(Setting.class);
            settings.put(Setting.PORT, Integer.toString(port));
            settings.put(Setting.DATA_DIR, folder.toString());
            settings.put(Setting.BASE_URL, "http://127.0.0.1:" + port);
            settings.put(Setting.MASTER_KEY, masterKey());
            settings.put(Setting.MAIL_FROM, "vouchsafe@localhost");
            settings.putAll(more);
            return new OwnServer(Server.start(Settings.of(settings), TestServer.MACHINE));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String masterKey() {
        try {
            byte[] key = MessageDigest.getInstance("SHA-256").digest("a test".getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(key);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** A bean of the server. */
    public <T> T bean(Class<T> type) {
        return server.context().getBean(type);
    }

    /** The absolute URL of a path. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    /** An answer, as far as these tests look at it; status 0 where none came. */
    public record Answered(int status, String body, Optional<String> retryAfter) {}

    /** Asks for a page. */
    public Answered get(String path) {
        return ask(url(path));
    }

    /** Asks for anything. */
    static Answered ask(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    private static Answered send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    HTTP.send(request.timeout(DEADLINE).build(), HttpResponse.BodyHandlers.ofString());
            return new Answered(
                    answer.statusCode(), answer.body(), answer.headers().firstValue("Retry-After"));
        } catch (IOException none) {
            return new Answered(0, String.valueOf(none.getMessage()), Optional.empty());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** An app of one member, with the tokens that it was given last. */
    public static final class App {
        final UUID grantId;
        private final String clientId;
        private final Client client;
        private final Grant grant;
        volatile String accessToken = "";
        volatile String refreshToken = "";

        private App(Client client, Grant grant) {
            this.client = client;
            this.grant = grant;
            this.clientId = client.clientId();
            this.grantId = grant.id();
        }

        /** Refreshes its tokens. */
        public Answered refresh(OwnServer at) {
            return refresh(at.url(""));
        }

        /** @param base address of a server, without a slash at the end */
        Answered refresh(String base) {
            return ask(base, "grant_type=refresh_token&refresh_token=" + refreshToken);
        }

        Answered revoke(OwnServer at) {
            return post(at.url("/oauth2/revoke_token/"), "client_id=" + clientId + "&token=" + refreshToken);
        }

        boolean alive(OwnServer at) {
            return at.bean(AccessTokens.class).check(accessToken) instanceof AccessTokens.Access.Live;
        }

        private Answered ask(String base, String form) {
            Answered answer = post(base + "/oauth2/token/", form + "&client_id=" + clientId);
            if (answer.status() == 200) {
                var tokens = JsonMapper.shared().readTree(answer.body());
                accessToken = tokens.path("access_token").asString();
                refreshToken = tokens.path("refresh_token").asString();
            }
            return answer;
        }

        private static Answered post(String url, String form) {
            return send(HttpRequest.newBuilder(URI.create(url))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form)));
        }
    }

    /** A new member's new app, connected. */
    public App app() {
        Member member = bean(Members.class)
                .create(new NewMember(
                        "m" + RandomText.alphanumeric(12).toLowerCase(Locale.ROOT),
                        "Someone",
                        RandomText.alphanumeric(12) + "@example.org",
                        true,
                        new Password("a long password"),
                        false));
        Client client = bean(Clients.class).create(plan());
        Grant grant = bean(Grants.class)
                .authorize(
                        client.id(),
                        member.id(),
                        new Permissions(1, List.of("read"), List.of(), false, false, false),
                        false,
                        "{}");
        App app = new App(client, grant);
        Answered answer = app.ask(
                url(""), "grant_type=authorization_code&code=" + code(client, grant) + "&redirect_uri=" + CALLBACK);
        if (answer.status() != 200) {
            throw new AssertionError(answer.toString());
        }
        return app;
    }

    /** The member connects the same app again. */
    void reopen(App app) {
        code(app.client, app.grant);
    }

    private String code(Client client, Grant grant) {
        AuthorizationRequest request =
                new AuthorizationRequest(client, CALLBACK, true, null, List.of("read"), null, null, Set.of(), null);
        return bean(Authorizations.class)
                .issueCode(
                        request,
                        grant,
                        bean(Standings.class).credentials(grant.memberId()).orElseThrow())
                .orElseThrow()
                .reveal();
    }

    private static NewClient plan() {
        return new NewClient(
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
                Lifetimes.OPEN_HUMANS);
    }

    /** How something ended that should not have ended well. */
    static Optional<Throwable> failureOf(Future<?> work) throws InterruptedException {
        try {
            work.get();
            return Optional.empty();
        } catch (ExecutionException failed) {
            return Optional.ofNullable(failed.getCause());
        }
    }

    /** Waits for what has to come true on any machine. */
    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + DEADLINE.toSeconds() + " s: " + what);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
