package vouchsafe.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.app.Setting;
import vouchsafe.embedded.FreePort;

/** What people and programs find who come through each of the examples in {@code deploy/}, started as it is. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BehindProxies {
    /** Another address of this machine than the proxies have. */
    private static final String CLIENT = "127.0.0.9";

    private static final Pattern FORGERY = Pattern.compile("name=\"csrfmiddlewaretoken\" value=\"([^\"]+)\"");

    private final String path;
    private final boolean http2;
    private final boolean overSocket;
    private final int port = FreePort.find();
    private final int plainPort = FreePort.find();
    private @Nullable Path folder;
    private @Nullable TestServer started;
    private @Nullable Certificate certificate;

    /**
     * @param http2 whether the server speaks HTTP/2 to proxies whose example shows how
     * @param overSocket whether it listens on a Unix socket
     */
    BehindProxies(String path, boolean http2, boolean overSocket) {
        this.path = path;
        this.http2 = http2;
        this.overSocket = overSocket;
    }

    @BeforeAll
    void startServer() throws IOException {
        Path made = Files.createTempDirectory("vouchsafe-proxies");
        // Proxies that were started as root work as somebody else.
        assertThat(made.toFile().setExecutable(true, false)).isTrue();
        folder = made;
        certificate = Certificate.make(made);
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        settings.put(Setting.BASE_URL, base());
        settings.put(Setting.HTTP2, Boolean.toString(http2));
        if (overSocket) {
            settings.put(Setting.LISTEN, "unix:" + socket());
            settings.put(Setting.SOCKET_MODE, "666");
        } else {
            settings.put(Setting.TRUSTED_PROXIES, "127.0.0.1");
        }
        started = TestServer.behind(path, settings, direct -> new WebSession(base(), client()));
    }

    @AfterAll
    void stopServer() {
        if (started != null) {
            started.close();
        }
    }

    @BeforeEach
    void move() {
        server().move();
    }

    @AfterEach
    void back() {
        TestServer.back();
    }

    private Path socket() {
        return Objects.requireNonNull(folder).resolve("socket");
    }

    final String path() {
        return path;
    }

    /** The public port. */
    final int port() {
        return port;
    }

    final String base() {
        return "https://localhost:" + port + path;
    }

    final TestServer server() {
        return Objects.requireNonNull(started);
    }

    final Certificate certificate() {
        return Objects.requireNonNull(certificate);
    }

    final HttpClient.Builder client() {
        return HttpClient.newBuilder().sslContext(certificate().trust());
    }

    final Proxy start(ProxyKind kind) throws IOException {
        return kind.start(
                Objects.requireNonNull(folder),
                !path.isEmpty(),
                new ProxyKind.Site(port, plainPort, server().port(), socket(), overSocket, http2, certificate()));
    }

    private static HttpResponse<String> get(HttpClient client, String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void pages_come_over_http_2_and_tls(ProxyKind kind) throws Exception {
        try (Proxy proxy = start(kind);
                HttpClient client = client().build()) {
            HttpResponse<String> page = get(client, base() + "/docs/");
            assertThat(page.statusCode()).as(proxy.said()).isEqualTo(200);
            assertThat(page.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(page.body()).contains("href=\"" + path + "/docs/operators/\"");
            assertThat(page.headers().firstValue("Strict-Transport-Security")).isPresent();
            assertThat(get(client, base() + "/health/ready").statusCode()).isEqualTo(200);
            assertThat(get(client, base().replace(path, "") + "/.well-known/oauth-authorization-server" + path)
                            .body())
                    .contains("\"issuer\":\"" + base() + "\"");
            if (!path.isEmpty()) {
                HttpResponse<String> slash = get(client, base());
                assertThat(slash.statusCode()).isEqualTo(308);
                assertThat(URI.create(base())
                                .resolve(slash.headers().firstValue("Location").orElseThrow()))
                        .hasToString(base() + "/");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void plain_http_leads_to_tls(ProxyKind kind) throws Exception {
        try (Proxy proxy = start(kind);
                HttpClient client = client().build()) {
            HttpResponse<String> moved = get(client, "http://localhost:" + plainPort + path + "/docs/?a=b");
            assertThat(moved.statusCode()).as(proxy.said()).isIn(301, 308);
            assertThat(moved.headers().firstValue("Location").orElseThrow())
                    .startsWith("https://localhost")
                    .endsWith(path + "/docs/?a=b");
        }
    }

    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void people_sign_in_and_their_cookies_stay_on_this_site(ProxyKind kind) throws Exception {
        try (Proxy proxy = start(kind)) {
            Member member = server().member();
            WebSession browser = server().browser();
            String form =
                    browser.get("/account/").headers().firstValue("Location").orElseThrow();
            URI at = URI.create(base() + "/account/").resolve(form);
            assertThat(at.toString()).startsWith(base() + "/account/login/?next=");
            assertThat(browser.get(at.toString()).statusCode()).as(proxy.said()).isEqualTo(200);
            HttpResponse<String> in = browser.post(
                    "/account/login/", Map.of("login", member.username(), "password", TestServer.PASSWORD));
            assertThat(in.statusCode()).isEqualTo(303);
            String name = path.isEmpty() ? "__Host-vouchsafe=" : "__Secure-vouchsafe=";
            assertThat(in.headers().allValues("Set-Cookie"))
                    .anySatisfy(cookie -> assertThat(cookie).startsWith(name))
                    .allSatisfy(cookie -> assertThat(cookie).contains("; Path=" + path + "/", "; Secure"));
            URI next = URI.create(base() + "/account/login/")
                    .resolve(in.headers().firstValue("Location").orElseThrow());
            assertThat(next.toString()).startsWith(base() + "/");
            assertThat(browser.get(next.toString()).body()).contains(member.username());
        }
    }

    /** The proxy says who sends and how, whatever the sender says about it. */
    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void nobody_says_where_they_come_from(ProxyKind kind) throws Exception {
        try (Proxy proxy = start(kind);
                HttpClient client = client().localAddress(InetAddress.getByName(CLIENT))
                        .cookieHandler(new CookieManager())
                        .build()) {
            HttpResponse<String> page = get(client, base() + "/account/login/");
            Matcher forgery = FORGERY.matcher(page.body());
            assertThat(forgery.find()).as(proxy.said()).isTrue();
            Member member = server().member();
            HttpRequest wrong = HttpRequest.newBuilder(URI.create(base() + "/account/login/"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("X-Forwarded-For", "6.6.6.6")
                    .header("X-Forwarded-Proto", "http")
                    .header("X-Real-IP", "6.6.6.6")
                    .header("Forwarded", "for=6.6.6.6;proto=http")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "login=" + member.username() + "&password=wrong&csrfmiddlewaretoken=" + forgery.group(1)))
                    .build();
            HttpResponse<String> answer = client.send(wrong, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.headers().toString()).isEqualTo(400);
            assertThat(server().bean(JdbcClient.class)
                            .sql("SELECT address FROM audit_events WHERE subject_id = ? AND address IS NOT NULL")
                            .param(member.id())
                            .query(String.class)
                            .list())
                    .isNotEmpty()
                    .containsOnly(CLIENT);
        }
    }

    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void sockets_open_and_speak(ProxyKind kind) throws Exception {
        try (Proxy proxy = start(kind);
                HttpClient client = client().build()) {
            CompletableFuture<String> heard = new CompletableFuture<>();
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(URI.create(base().replaceFirst("https", "wss") + "/ws"), new First(heard))
                    .get(2, TimeUnit.MINUTES);
            socket.sendText("{\"type\":\"whoami\",\"id\":7}", true).join();
            assertThat(heard.get(2, TimeUnit.MINUTES)).as(proxy.said()).contains("\"reply_to\":7");
            socket.abort();
        }
    }

    /** Keeps the first message. */
    private static final class First implements WebSocket.Listener {
        private final CompletableFuture<String> heard;
        private final StringBuilder text = new StringBuilder();

        First(CompletableFuture<String> heard) {
            this.heard = heard;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                heard.complete(text.toString());
            }
            socket.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            heard.completeExceptionally(error);
        }
    }
}
