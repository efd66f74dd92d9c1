package vouchsafe.web.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vouchsafe.embedded.FreePort;
import vouchsafe.metrics.Metrics;
import vouchsafe.metrics.Tracing;

@Timeout(300)
class OutboundHttpTest {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    private HttpServer receiver;
    private OutboundHttp open;
    private OutboundHttp closed;

    @BeforeEach
    void start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.start();
        open = new OutboundHttp(true, InetAddress::getAllByName, SSLContext.getDefault(), Metrics.off(), Tracing.off());
        closed = new OutboundHttp(
                false, InetAddress::getAllByName, SSLContext.getDefault(), Metrics.off(), Tracing.off());
    }

    @AfterEach
    void stop() throws IOException {
        receiver.stop(0);
        open.close();
        closed.close();
    }

    @Test
    void a_post_arrives_with_its_bytes_and_headers_and_the_answer_comes_back() {
        receiver.createContext("/hook", exchange -> {
            seen.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("X-Mark") + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            answer(exchange, 202, "taken");
        });
        OutboundAnswer answer = open.send(OutboundRequest.post(url("/hook"), "{\"a\": \"ü\"}".getBytes(UTF_8))
                .header("X-Mark", "7")
                .header("Content-Type", "application/json"));
        assertThat(answer).asInstanceOf(type(OutboundAnswer.Answered.class)).satisfies(answered -> {
            assertThat(answered.status()).isEqualTo(202);
            assertThat(answered.accepted()).isTrue();
            assertThat(answered.complete()).isTrue();
            assertThat(new String(answered.body(), UTF_8)).isEqualTo("taken");
        });
        assertThat(seen).containsExactly("POST 7 application/json {\"a\": \"ü\"}");
    }

    @Test
    void PT_06_a_redirect_is_an_answer_and_is_not_followed() {
        receiver.createContext("/from", exchange -> {
            exchange.getResponseHeaders().set("Location", url("/to").toString());
            answer(exchange, 307, "");
        });
        receiver.createContext("/to", exchange -> {
            seen.add("followed");
            answer(exchange, 200, "");
        });
        assertThat(open.send(OutboundRequest.get(url("/from"))))
                .asInstanceOf(type(OutboundAnswer.Answered.class))
                .extracting(OutboundAnswer.Answered::status, OutboundAnswer.Answered::accepted)
                .containsExactly(307, false);
        assertThat(seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://localhost/",
                "https://[::1]/",
                "https://10.0.0.1/",
                "https://[::ffff:127.0.0.1]/",
                "https://169.254.169.254/latest/meta-data/",
                "https://[64:ff9b::7f00:1]/",
                "https://192.168.0.1:8443/x"
            })
    void PT_06_private_addresses_are_refused(String address) {
        assertThat(closed.send(OutboundRequest.get(URI.create(address))))
                .asInstanceOf(type(OutboundAnswer.Refused.class))
                .extracting(OutboundAnswer.Refused::reason)
                .asString()
                .contains("is not on the public internet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/",
                "ftp://example.org/",
                "file:///etc/passwd",
                "gopher://example.org/",
                "/relative",
                "https:///nohost",
                "https://user:word@example.org/",
                "https://user@127.0.0.1/",
                "https://127.1/",
                "https://2130706433/",
                "https://0/",
                "https://0x7f.0.0.1/",
                "mailto:a@example.org"
            })
    void PT_06_only_plain_https_urls_are_called(String address) {
        assertThat(closed.send(OutboundRequest.get(URI.create(address)))).isInstanceOf(OutboundAnswer.Refused.class);
    }

    @Test
    void PT_06_one_private_address_among_public_ones_refuses_the_whole_name() throws Exception {
        InetAddress[] mixed = {InetAddress.ofLiteral("93.184.215.14"), LOOPBACK};
        try (OutboundHttp client =
                new OutboundHttp(false, host -> mixed, SSLContext.getDefault(), Metrics.off(), Tracing.off())) {
            assertThat(client.send(OutboundRequest.get(URI.create("https://mixed.example/"))))
                    .isInstanceOf(OutboundAnswer.Refused.class);
        }
    }

    @Test
    void PT_06_a_name_is_looked_up_once_per_call_so_an_answer_that_changes_gains_nothing() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        OutboundHttp.NameService rebinding = host -> {
            // The first answer is the one that is checked; were there a second lookup, it would name this machine.
            return lookups.incrementAndGet() == 1
                    ? new InetAddress[] {InetAddress.ofLiteral("192.0.2.1")}
                    : new InetAddress[] {LOOPBACK};
        };
        try (OutboundHttp client =
                new OutboundHttp(true, rebinding, SSLContext.getDefault(), Metrics.off(), Tracing.off())) {
            receiver.createContext("/", exchange -> {
                seen.add("reached");
                answer(exchange, 200, "");
            });
            client.send(OutboundRequest.get(URI.create("http://rebind.example:" + port() + "/"))
                    .within(Duration.ofSeconds(2), 100));
        }
        assertThat(lookups).hasValue(1);
        assertThat(seen).isEmpty();
    }

    @Test
    void the_name_stays_in_the_Host_header_and_in_TLS_though_the_checked_address_is_dialled() throws Exception {
        SSLContext tls = tlsFor("hooks.example");
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls));
        secure.createContext("/", exchange -> {
            seen.add(exchange.getRequestHeaders().getFirst("Host"));
            answer(exchange, 200, "private");
        });
        secure.start();
        int port = secure.getAddress().getPort();
        try (OutboundHttp client =
                new OutboundHttp(true, host -> new InetAddress[] {LOOPBACK}, tls, Metrics.off(), Tracing.off())) {
            assertThat(client.send(OutboundRequest.get(URI.create("https://hooks.example:" + port + "/"))))
                    .isInstanceOf(OutboundAnswer.Answered.class);
            assertThat(client.send(OutboundRequest.get(URI.create("https://other.example:" + port + "/"))))
                    .asInstanceOf(type(OutboundAnswer.Unreachable.class))
                    .extracting(OutboundAnswer.Unreachable::reason)
                    .asString()
                    .startsWith("TLS failed");
        } finally {
            secure.stop(0);
        }
        assertThat(seen).containsExactly("hooks.example:" + port);
    }

    @Test
    void no_more_of_an_answer_is_read_than_the_call_allows() {
        receiver.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                byte[] block = new byte[8192];
                for (int sent = 0; sent < 10_000; sent++) {
                    body.write(block);
                }
                seen.add("all of it");
            }
        });
        assertThat(open.send(OutboundRequest.get(url("/endless")).within(Duration.ofSeconds(10), 1000)))
                .asInstanceOf(type(OutboundAnswer.Answered.class))
                .satisfies(answered -> {
                    assertThat(answered.body()).hasSize(1000);
                    assertThat(answered.complete()).isFalse();
                });
        assertThat(seen).isEmpty();
    }

    @Test
    void an_answer_that_drips_is_cut_off_in_time() throws Exception {
        try (ServerSocket dripping = new ServerSocket(0, 5, LOOPBACK)) {
            Thread.ofVirtual().start(() -> drip(dripping, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"));
            OutboundAnswer answer =
                    open.send(OutboundRequest.get(URI.create("http://127.0.0.1:" + dripping.getLocalPort()))
                            .within(Duration.ofSeconds(1), 100_000));
            assertThat(answer).isEqualTo(new OutboundAnswer.Unreachable("no complete answer within 1 s"));
        }
    }

    @Test
    void endless_headers_are_refused() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            Thread.ofVirtual().start(() -> once(server, "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(5_000) + "\r\n"));
            assertThat(open.send(OutboundRequest.get(URI.create("http://127.0.0.1:" + server.getLocalPort()))))
                    .isInstanceOf(OutboundAnswer.Unreachable.class);
        }
    }

    @Test
    void what_is_not_HTTP_and_what_does_not_listen_is_unreachable() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            Thread.ofVirtual().start(() -> once(server, "220 mail.example ESMTP\r\n"));
            assertThat(open.send(OutboundRequest.get(URI.create("http://127.0.0.1:" + server.getLocalPort()))))
                    .isInstanceOf(OutboundAnswer.Unreachable.class);
        }
        assertThat(open.send(OutboundRequest.get(URI.create("http://127.0.0.1:" + FreePort.find()))))
                .isEqualTo(new OutboundAnswer.Unreachable("the connection was refused"));
    }

    @Test
    void cookies_are_not_kept() {
        receiver.createContext("/cookie", exchange -> {
            seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Cookie")));
            exchange.getResponseHeaders().set("Set-Cookie", "a=b; Path=/");
            answer(exchange, 200, "");
        });
        open.send(OutboundRequest.get(url("/cookie")));
        open.send(OutboundRequest.get(url("/cookie")));
        assertThat(List.copyOf(seen)).containsExactly("null", "null");
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    private int port() {
        return receiver.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static void once(ServerSocket server, String text) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().readNBytes(16);
            socket.getOutputStream().write(text.getBytes(UTF_8));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException closed) {
            // The other side has seen enough.
        }
    }

    private static void drip(ServerSocket server, String head) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().readNBytes(16);
            socket.getOutputStream().write(head.getBytes(UTF_8));
            while (true) {
                socket.getOutputStream().write('.');
                Thread.sleep(50);
            }
        } catch (IOException | InterruptedException closed) {
            // The other side has given up, as it should.
        }
    }

    private SSLContext tlsFor(String host) throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "SAN=dns:" + host,
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit",
                        "-storetype",
                        "PKCS12")
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(file)) {
            keys.load(stream, "changeit".toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("a", keys.getCertificate("a"));
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
        keyManagers.init(keys, "changeit".toCharArray());
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
        trustManagers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }
}
