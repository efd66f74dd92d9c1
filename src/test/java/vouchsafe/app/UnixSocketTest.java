package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;

/** A server that listens on a Unix socket in place of a port, and speaks HTTP/2 there without TLS. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class UnixSocketTest {
    private static final String NOBODY = "login=nobody-%s&password=wrong";

    @TempDir
    static Path folder;

    private static Server server;
    private static Path socket;

    @BeforeAll
    static void start() throws IOException {
        socket = folder.resolve("socket");
        leftBehind(socket);
        server = Server.start(Settings.of(settings(socket)), TestServer.MACHINE);
    }

    @AfterAll
    static void stop() {
        server.close();
        assertThat(socket).as("the socket of a server that stopped").doesNotExist();
    }

    private static Map<Setting, String> settings(Path at) {
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        settings.put(Setting.LISTEN, "unix:" + at);
        settings.put(Setting.BASE_URL, "http://data.example.org/vouchsafe");
        settings.put(Setting.DATA_DIR, folder.resolve("data").toString());
        settings.put(Setting.HTTP2, "true");
        return settings;
    }

    /** What a server leaves that was killed. */
    private static void leftBehind(Path at) throws IOException {
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(at));
        }
        assertThat(at).exists();
    }

    /** What curl prints; {@code %{...}} of {@code --write-out} comes last. */
    private static String curl(String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("curl", "--silent", "--show-error", "--max-time", "120", "--unix-socket", socket.toString()));
        command.addAll(List.of(more));
        Process curl = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return said;
    }

    @Test
    void only_its_owner_and_its_group_may_connect() throws IOException {
        PosixFileAttributes file = Files.readAttributes(socket, PosixFileAttributes.class);
        assertThat(PosixFilePermissions.toString(file.permissions())).isEqualTo("rw-rw----");
    }

    @Test
    void pages_are_answered_over_either_protocol() throws Exception {
        for (String protocol : List.of("--http1.1", "--http2", "--http2-prior-knowledge")) {
            assertThat(curl(
                            protocol,
                            "--write-out",
                            " %{http_code} %{http_version}",
                            "http://localhost/vouchsafe/docs/"))
                    .contains("href=\"/vouchsafe/docs/operators/\"")
                    .endsWith(protocol.equals("--http1.1") ? " 200 1.1" : " 200 2");
        }
    }

    @Test
    void a_request_without_a_host_is_answered_as_balancers_send_it() throws IOException {
        assertThat(raw("GET /health/live HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200");
    }

    /** Whoever can connect is the proxy, and its word is believed. */
    @Test
    void the_senders_address_is_the_one_that_the_proxy_names() throws Exception {
        String number = Long.toString(System.nanoTime(), 36);
        String form =
                curl("--cookie-jar", folder.resolve("jar").toString(), "http://localhost/vouchsafe/account/login/");
        String forgery = form.replaceAll("(?s).*name=\"csrfmiddlewaretoken\" value=\"([^\"]+)\".*", "$1");
        curl(
                "--cookie",
                folder.resolve("jar").toString(),
                "--header",
                "X-Forwarded-For: 6.6.6.6, 2001:db8::7",
                "--data",
                NOBODY.formatted(number) + "&csrfmiddlewaretoken=" + forgery,
                "http://localhost/vouchsafe/account/login/");
        assertThat(server.context()
                        .getBean(JdbcClient.class)
                        .sql("SELECT DISTINCT address FROM audit_events WHERE address IS NOT NULL")
                        .query(String.class)
                        .list())
                .containsExactly("2001:db8:0:0:0:0:0:7");
    }

    @Test
    void heads_have_the_same_limits_over_either_protocol() throws Exception {
        String long1 = "X-Long: " + "x".repeat(17 * 1024);
        assertThat(curl(
                        "--http1.1",
                        "--header",
                        long1,
                        "--write-out",
                        "%{http_code}",
                        "http://localhost/vouchsafe/docs/"))
                .endsWith("400");
        assertThat(curl(
                        "--http2-prior-knowledge",
                        "--header",
                        long1,
                        "--write-out",
                        " %{http_code}",
                        "http://localhost/vouchsafe/docs/"))
                .doesNotEndWith("200");
        List<String> many = new ArrayList<>(
                List.of("--http2-prior-knowledge", "--write-out", " %{http_code}", "http://localhost/vouchsafe/docs/"));
        for (int line = 0; line < 120; line++) {
            many.add("--header");
            many.add("X-Line-" + line + ": x");
        }
        assertThat(curl(many.toArray(String[]::new))).doesNotEndWith("200");
        // The server is as well as it was.
        assertThat(curl("--write-out", "%{http_code}", "http://localhost/vouchsafe/health/live"))
                .endsWith("200");
    }

    @Test
    void a_head_that_comes_by_drips_is_given_up() throws Exception {
        long begun = System.nanoTime();
        try (SocketChannel slow = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            slow.write(ByteBuffer.wrap("GET /vouchsafe/ HTTP/1.1\r\nHost: a\r\n".getBytes(StandardCharsets.US_ASCII)));
            Thread dripping = Thread.ofVirtual().start(() -> drip(slow));
            slow.read(ByteBuffer.allocate(512));
            dripping.interrupt();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMinutes(2));
    }

    private static void drip(SocketChannel slow) {
        try {
            while (true) {
                slow.write(ByteBuffer.wrap("X".getBytes(StandardCharsets.US_ASCII)));
                Thread.sleep(500);
            }
        } catch (IOException | InterruptedException over) {
            // The server has had enough.
        }
    }

    /** A form larger than any is refused over HTTP/2 too, and its sender reads why. */
    @Test
    void a_body_that_is_too_long_is_refused_in_words() throws Exception {
        Path body = folder.resolve("body");
        Files.writeString(body, "x".repeat(4 * 1024 * 1024));
        String said = curl(
                "--http2-prior-knowledge",
                "--data-binary",
                "@" + body,
                "--include",
                "--write-out",
                " %{http_code}",
                "http://localhost/vouchsafe/oauth2/token/");
        // A word of HTTP/1.1's (RFC 9113 section 8.2.2).
        assertThat(said).endsWith(" 413").doesNotContainIgnoringCase("connection:");
    }

    /** RFC 9113 section 10.5, CVE-2023-44487: streams that are begun and reset at once. */
    @Test
    void whoever_begins_and_resets_streams_at_once_loses_the_connection() throws Exception {
        try (SocketChannel attacker = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            OutputStream out = Channels.newOutputStream(attacker);
            out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(frame(4, 0, 0, new byte[0]));
            Thread reader = Thread.ofVirtual().start(() -> swallow(attacker));
            // GET / over http, from the static table (RFC 7541 appendix A), and an authority.
            byte[] head = {(byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 0x01, 'a'};
            int sent = 0;
            try {
                for (; sent < 100_000; sent++) {
                    int stream = 2 * sent + 1;
                    out.write(frame(1, 5, stream, head));
                    out.write(frame(3, 0, stream, new byte[] {0, 0, 0, 8}));
                }
            } catch (IOException ended) {
                // That is what this is about.
            }
            assertThat(sent).isLessThan(100_000);
            reader.join();
        }
        assertThat(curl("--write-out", "%{http_code}", "http://localhost/vouchsafe/health/live"))
                .endsWith("200");
    }

    /** So many requests at a time, and no more, are allowed on a connection (RFC 9113 section 5.1.2). */
    @Test
    void a_connection_takes_a_hundred_requests_at_a_time() throws IOException {
        try (SocketChannel proxy = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            OutputStream out = Channels.newOutputStream(proxy);
            out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(frame(4, 0, 0, new byte[0]));
            byte[] settings = Channels.newInputStream(proxy).readNBytes(15);
            // SETTINGS_MAX_CONCURRENT_STREAMS is the third setting.
            assertThat(settings).containsSequence(0, 3, 0, 0, 0, 100);
        }
    }

    private static void swallow(SocketChannel channel) {
        ByteBuffer read = ByteBuffer.allocate(64 * 1024);
        try {
            while (channel.read(read.clear()) >= 0) {
                // Only to keep the server able to write.
            }
        } catch (IOException ended) {
            // As good as the end.
        }
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) 0)
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    private static String raw(String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertRefused(Path at, String group, String why) {
        Map<Setting, String> settings = settings(at);
        settings.put(Setting.DATA_DIR, folder.resolve("other").toString());
        settings.put(Setting.SOCKET_GROUP, group);
        assertThatThrownBy(() ->
                        Server.start(Settings.of(settings), TestServer.MACHINE).close())
                .isInstanceOf(InvalidSettings.class)
                .hasMessageStartingWith("listen (VOUCHSAFE_LISTEN): ")
                .hasMessageContaining(why);
    }

    @Test
    void what_stands_in_the_way_of_the_socket_is_named() throws IOException {
        assertRefused(folder.resolve("missing/socket"), "", "make it, and give it to the user that runs this server");
        assertRefused(socket, "", "another process listens on the socket");
        Path file = Files.writeString(folder.resolve("precious"), "data");
        assertRefused(file, "", "is there and is no socket");
        assertThat(file).hasContent("data");
        assertRefused(folder.resolve("grouped"), "no-such-group", "this machine has no group no-such-group");
    }
}
