package vouchsafe.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.checklist.Node;

/** One network can't take the connections and the threads of everybody. Every loopback address is a network of its own. */
@Tag("slow")
@Order(1)
@Timeout(300)
class NetworkLimitsTest {
    private final TestServer server = TestServer.shared();
    private final List<Socket> open = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    @Test
    void slow_senders_of_one_network_do_not_keep_another_from_refreshing() {
        TestApp app = TestApp.create();
        String refreshToken = app.connect(server.signedIn(server.member())).text("refresh_token");
        crowd(
                OpenRequests.MOST_OF_A_NETWORK,
                () -> says(connect(server.url(""), "127.8.0.1"), slowPost("")),
                () -> assertThat(ask(server.url(""), "127.8.0.1", ""))
                        .startsWith("HTTP/1.1 429")
                        .contains("Retry-After: 5", "from your network"));
        assertThat(app.refresh(refreshToken).status()).isEqualTo(200);
        assertThat(ask(server.url(""), "127.8.0.2", "")).startsWith("HTTP/1.1 200");
        // They find room again as soon as they have finished.
        open.forEach(NetworkLimitsTest::hangUp);
        await().untilAsserted(
                        () -> assertThat(ask(server.url(""), "127.8.0.1", "")).startsWith("HTTP/1.1 200"));
    }

    @Test
    void behind_a_proxy_that_is_trusted_the_senders_count_and_not_the_proxy() {
        try (Node node = Node.behindTls()) {
            String slow = "X-Forwarded-For: 192.0.2.1\r\n";
            crowd(
                    OpenRequests.MOST_OF_A_NETWORK,
                    () -> says(connect(node.url(), "127.0.0.1"), slowPost(slow)),
                    () -> assertThat(ask(node.url(), "127.0.0.1", slow)).startsWith("HTTP/1.1 429"));
            assertThat(ask(node.url(), "127.0.0.1", "X-Forwarded-For: 192.0.2.2\r\n"))
                    .startsWith("HTTP/1.1 200");
            // Nobody else is believed when they say who they are.
            assertThat(ask(node.url(), "127.8.0.7", slow)).startsWith("HTTP/1.1 200");
            // And its connections are everybody's.
            for (int n = 0; n < NetworkConnections.MOST_OF_A_NETWORK; n++) {
                connect(node.url(), "127.0.0.1");
            }
            assertThat(ask(node.url(), "127.0.0.1", "X-Forwarded-For: 192.0.2.2\r\n"))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void idle_connections_of_one_network_leave_room_for_others() {
        crowd(
                NetworkConnections.MOST_OF_A_NETWORK,
                () -> connect(server.url(""), "127.8.0.3"),
                () -> assertThat(heard(connect(server.url(""), "127.8.0.3")))
                        .startsWith("HTTP/1.1 429")
                        .contains("Retry-After", "open from your network"));
        assertThat(ask(server.url(""), "127.8.0.4", "")).startsWith("HTTP/1.1 200");
        open.forEach(NetworkLimitsTest::hangUp);
        await().untilAsserted(
                        () -> assertThat(ask(server.url(""), "127.8.0.3", "")).startsWith("HTTP/1.1 200"));
    }

    @Test
    void a_head_that_comes_by_drips_is_given_up() {
        Socket socket = connect(server.url(""), "127.8.0.5");
        say(socket, "GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow: ");
        // Each byte alone would keep it open for 15 s more.
        await().pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofMinutes(2))
                .until(() -> !says(socket, "x"));
    }

    @Test
    void what_a_refused_request_still_sends_is_not_waited_for() {
        Socket socket = connect(server.url(""), "127.8.0.6");
        say(
                socket,
                "POST /oauth2/token/?code=in-the-url HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\n\r\na");
        assertThat(line(socket)).startsWith("HTTP/1.1 400");
        await().pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofMinutes(2))
                .until(() -> !says(socket, "x"));
    }

    /** So many come, and more until the crowd shows: on a slow machine the first are given up before the last have come. */
    private static void crowd(int most, Runnable one, ThrowingRunnable shown) {
        for (int n = 0; n < most; n++) {
            one.run();
        }
        await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
            for (int n = 0; n < most / 20; n++) {
                one.run();
            }
            shown.run();
        });
    }

    private static String slowPost(String headers) {
        return "POST /oauth2/token/ HTTP/1.1\r\nHost: x\r\n" + headers
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\ngrant_type=";
    }

    /** The answer to a request that takes no time. */
    private static String ask(String base, String from, String headers) {
        try (Socket socket = socket(base, from)) {
            say(socket, "GET /health/live HTTP/1.1\r\nHost: x\r\n" + headers + "Connection: close\r\n\r\n");
            return heard(socket);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Socket connect(String base, String from) {
        Socket socket = socket(base, from);
        open.add(socket);
        return socket;
    }

    private static Socket socket(String base, String from) {
        URI server = URI.create(base);
        try {
            Socket socket = new Socket(
                    InetAddress.getByName(server.getHost()), server.getPort(), InetAddress.getByName(from), 0);
            socket.setSoTimeout(60_000);
            return socket;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void say(Socket socket, String text) {
        assertThat(says(socket, text)).isTrue();
    }

    /** Whether the other end still listens. */
    private static boolean says(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String line(Socket socket) {
        try {
            StringBuilder line = new StringBuilder();
            for (int next = socket.getInputStream().read();
                    next >= 0 && next != '\n';
                    next = socket.getInputStream().read()) {
                line.append((char) next);
            }
            return line.toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Everything until the other end closes. */
    private static String heard(Socket socket) {
        try {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
