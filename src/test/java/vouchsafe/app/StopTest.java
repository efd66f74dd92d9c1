package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is told to stop: who hears of it when, what comes to its end, and what hurries it. */
@Tag("slow")
class StopTest {
    private static final String FORM = "grant_type=refresh_token&refresh_token=none";

    @TempDir
    Path folder;

    private VouchsafeProcess serve(String notice, String patience) {
        // Java leaves a signal ignored that was ignored when it started, as SIGINT is for what a shell runs in the
        // background.
        List<String> heardByDefault =
                System.getProperty("os.name").equals("Linux") ? List.of("env", "--default-signal=INT,HUP") : List.of();
        return VouchsafeProcess.serve(
                folder.resolve("data"),
                heardByDefault,
                Map.of("VOUCHSAFE_STOP_NOTICE", notice, "VOUCHSAFE_STOP_PATIENCE", patience),
                Program.ofThisBuild().arguments());
    }

    @Test
    void balancers_hear_of_it_first_then_the_port_closes_then_what_is_under_way_comes_to_its_end() throws Exception {
        try (VouchsafeProcess server = serve("5s", "2m")) {
            Listener socket = Listener.at(server);
            try (Kept kept = new Kept(server);
                    Kept slow = new Kept(server)) {
                assertThat(kept.get("/health/ready")).startsWith("HTTP/1.1 200").doesNotContain("Connection: close");
                slow.begin();
                server.signal("TERM");
                await().until(() -> server.status("/health/ready") == 503);

                assertThat(new Kept(server).get("/health/ready"))
                        .contains("Connection: close")
                        .contains("\"stopping\"")
                        .contains("told to stop");
                assertThat(server.status("/account/login/")).isEqualTo(200);
                assertThat(server.status("/health/live")).isEqualTo(200);
                assertThat(kept.get("/account/login/"))
                        .startsWith("HTTP/1.1 200")
                        .contains("Connection: close");
                assertThat(kept.ended()).isTrue();
                assertThat(socket.closed).isNotDone();

                await().until(() -> refuses(server));
                assertThat(socket.closed.join()).isEqualTo(1012);
                assertThat(server.runs()).isTrue();
                assertThat(slow.end()).startsWith("HTTP/1.1 401").contains("invalid_client");
            }
            assertThat(server.awaitEnd()).isZero();
        }
        assertThat(Files.readString(folder.resolve("data/logs/server.log")))
                .contains("told to stop")
                .doesNotContain("result=impatient")
                .doesNotContain(" ERROR ");
    }

    @Test
    void patience_has_an_end() throws Exception {
        try (VouchsafeProcess server = serve("0s", "100ms");
                Kept slow = new Kept(server)) {
            slow.begin();
            server.signal("TERM");
            assertThat(server.awaitEnd()).isZero();
        }
        assertThat(Files.readString(folder.resolve("data/logs/server.log"))).contains("result=impatient cut=1");
    }

    @Test
    void a_second_signal_ends_every_wait() throws Exception {
        try (VouchsafeProcess server = serve("24h", "24h");
                Kept slow = new Kept(server)) {
            slow.begin();
            server.signal("TERM");
            await().until(() -> server.status("/health/ready") == 503);
            server.signal("TERM");
            assertThat(server.awaitEnd()).isZero();
        }
        assertThat(folder.resolve("data/postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void who_presses_ctrl_c_waits_for_no_balancer() {
        try (VouchsafeProcess server = serve("24h", "24h")) {
            server.signal("INT");
            assertThat(server.awaitEnd()).isZero();
        }
        assertThat(folder.resolve("data/server.json")).doesNotExist();
    }

    private static boolean refuses(VouchsafeProcess server) throws IOException {
        try (Socket socket = connect(server)) {
            assertThat(socket.isConnected()).isTrue();
            return false;
        } catch (ConnectException refused) {
            return true;
        }
    }

    private static Socket connect(VouchsafeProcess server) throws IOException {
        return new Socket(
                InetAddress.getLoopbackAddress(), URI.create(server.base()).getPort());
    }

    /** A connection that stays open for as long as the server lets it. */
    private static final class Kept implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;

        Kept(VouchsafeProcess server) throws IOException {
            socket = connect(server);
            socket.setSoTimeout(120_000);
            in = socket.getInputStream();
        }

        String get(String path) throws IOException {
            send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            return answer();
        }

        /** Sends a request but for the end of its body. */
        void begin() throws IOException {
            send("POST /oauth2/token/ HTTP/1.1\r\n"
                    + "Host: localhost\r\n"
                    + "Content-Type:"
                    + " application/x-www-form-urlencoded\r\n"
                    + "Content-Length:"
                    + " " + FORM.length() + "\r\nExpect: 100-continue\r\n\r\n");
            // The server asks for the body, so the request is under way.
            assertThat(head()).startsWith("HTTP/1.1 100");
            send(FORM.substring(0, 5));
        }

        String end() throws IOException {
            send(FORM.substring(5));
            return answer();
        }

        boolean ended() throws IOException {
            return in.read() < 0;
        }

        private void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        private String head() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new AssertionError("the connection ended after " + head);
                }
                head.append((char) next);
            }
            return head.toString();
        }

        private String answer() throws IOException {
            String head = head();
            StringBuilder all = new StringBuilder(head);
            int at = head.indexOf("Content-Length: ");
            if (at >= 0) {
                int length = Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
                return all.append(new String(in.readNBytes(length), StandardCharsets.UTF_8))
                        .toString();
            }
            assertThat(head).contains("Transfer-Encoding: chunked");
            while (all.indexOf("\r\n0\r\n\r\n") < 0) {
                all.append((char) in.read());
            }
            return all.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** A WebSocket, and the code with which the server closes it. */
    private static final class Listener implements WebSocket.Listener {
        final CompletableFuture<Integer> closed = new CompletableFuture<>();

        static Listener at(VouchsafeProcess server) {
            Listener listener = new Listener();
            HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create(server.base().replace("http:", "ws:") + "/ws"), listener)
                    .join();
            return listener;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }
    }
}
