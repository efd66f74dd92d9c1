package vouchsafe.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Strangers who open as much as they can and finish nothing, and what is left for others meanwhile: memory, health, tokens, a
 * member's socket. Each loopback address is a network of its own.
 */
final class Crowd implements AutoCloseable {
    private static final int HOLD_SECONDS = 15;

    private final ServerProcess server;
    private final Families families;
    private final Fixture.App app;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final HttpClient others = HttpClient.newHttpClient();
    private int nextFamily;

    /** What one of them does with its connection. */
    private interface Stranger {
        void use(Socket socket, int number) throws IOException;
    }

    Crowd(ServerProcess server, Families families, Fixture.App app) {
        this.server = server;
        this.families = families;
        this.app = app;
    }

    /** The line of the table: so many strangers of so many networks do this. */
    String sockets(int strangers, int networks) throws Exception {
        String filter = filter();
        return line("%,d sockets, largest filters and unfinished messages".formatted(strangers), strangers, networks,
                (socket, number) -> {
                    handshake(socket);
                    OutputStream out = socket.getOutputStream();
                    out.write(frame(true, filter.replace("N", Integer.toString(100_000 + number))));
                    out.write(frame(false, "\u6f22".repeat(8_000)));
                });
    }

    String idle(int strangers, int networks) throws Exception {
        return line("%,d connections that say nothing".formatted(strangers), strangers, networks, (socket, number) -> {});
    }

    String heads(int strangers, int networks) throws Exception {
        byte[] head = ("GET /" + "x".repeat(14_000)).getBytes(StandardCharsets.US_ASCII);
        return line("%,d heads of 14 kB that do not end".formatted(strangers), strangers, networks, (socket, number) -> {
            socket.getOutputStream().write(head);
        });
    }

    String senders(int strangers, int networks) throws Exception {
        byte[] begun = Http.post("/oauth2/token/", "x".repeat(60_000));
        byte[] part = java.util.Arrays.copyOf(begun, begun.length - 10_000);
        return line("%,d forms of 60 kB that do not end".formatted(strangers), strangers, networks, (socket, number) -> {
            socket.getOutputStream().write(part);
        });
    }

    /** They ask for page after page over one connection and read a byte now and then. */
    String readers(int strangers, int networks) throws Exception {
        byte[] pages = "GET /account/login/ HTTP/1.1\r\nHost: x\r\n\r\n".repeat(200).getBytes(StandardCharsets.US_ASCII);
        String what = "%,d who ask for 200 pages and read by drips".formatted(strangers);
        AtomicBoolean over = new AtomicBoolean();
        Thread drips = Thread.startVirtualThread(() -> drip(over));
        try {
            return line(what, strangers, networks, (socket, number) -> {
                socket.getOutputStream().write(pages);
                if (!new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII).endsWith("200")) {
                    throw new IOException("refused");
                }
            }, socket -> !socket.isClosed());
        } finally {
            over.set(true);
            drips.join();
        }
    }

    private void drip(AtomicBoolean over) {
        while (!over.get()) {
            for (Socket socket : open) {
                try {
                    if (socket.getInputStream().available() > 0) {
                        socket.getInputStream().read();
                    }
                } catch (IOException broken) {
                    closeQuietly(socket);
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is gone.
        }
    }

    private String line(String what, int strangers, int networks, Stranger stranger) throws Exception {
        return line(what, strangers, networks, stranger, Crowd::waits);
    }

    private String line(
            String what, int strangers, int networks, Stranger stranger, Predicate<Socket> letIn) throws Exception {
        // What others ask for takes memory too, the first time.
        List<Double> refreshes = new ArrayList<>();
        boolean healthy = othersAsk(refreshes);
        refreshes.clear();
        collect();
        double before = Cpu.residentMegabytes(server.pid());
        double most = before;
        for (int n = 0; n < strangers; n++) {
            InetAddress from = InetAddress.getByName("127.20.0." + (1 + n % networks));
            Socket socket = new Socket();
            try {
                socket.setSoTimeout(10_000);
                // A reader takes little at once, so that the rest has to wait at the server.
                socket.setReceiveBufferSize(4096);
                socket.bind(new InetSocketAddress(from, 0));
                socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
                open.add(socket);
                stranger.use(socket, n);
            } catch (IOException refused) {
                // Counted by what is missing.
                closeQuietly(socket);
            }
            if (n % 200 == 0) {
                most = Math.max(most, Cpu.residentMegabytes(server.pid()));
            }
        }
        int stillOpen = (int) open.stream().filter(letIn).count();
        healthy &= othersAsk(refreshes);
        most = Math.max(most, Cpu.residentMegabytes(server.pid()));
        boolean heard = membersSocket();
        close();
        refreshes.sort(null);
        return "| %s, %d networks | %,d | %.0f | %.0f | %.0f | %.1f | %.1f | %s | %s |".formatted(
                what, networks, stillOpen, before, most, most - before, refreshes.get(refreshes.size() / 2),
                refreshes.getLast(), healthy ? "yes" : "NO", heard ? "yes" : "NO");
    }

    static String heading() {
        return """
                | from one machine, for %d s | open at the end | MB before | MB at most | more | refresh p50 ms | longest ms | pages and health | a member's socket |
                |---|--:|--:|--:|--:|--:|--:|---|---|""".formatted(HOLD_SECONDS);
    }

    /** Refreshes, health and a page, one after the other; whether all were answered. */
    private boolean othersAsk(List<Double> refreshes) throws IOException, InterruptedException {
        boolean healthy = true;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(HOLD_SECONDS);
        while (System.nanoTime() < end) {
            refreshes.add(refresh());
            healthy &= status("/health/ready") == 200 && status("/account/login/") == 200;
        }
        return healthy;
    }

    private double refresh() throws IOException, InterruptedException {
        int n = nextFamily++ % families.count();
        long start = System.nanoTime();
        HttpResponse<String> answer = others.send(
                request("/oauth2/token/")
                        .header("Authorization", app.authorization().substring("Authorization: ".length()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "grant_type=refresh_token&refresh_token=" + families.refreshToken(n)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("not refreshed: " + answer.statusCode() + " " + answer.body());
        }
        families.refreshed(n, Answer.between(answer.body(), "\"refresh_token\":\"", '"'));
        return (System.nanoTime() - start) / 1e6;
    }

    private int status(String path) throws IOException, InterruptedException {
        return others.send(request(path).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    /** From the same network as the strangers. */
    private boolean membersSocket() throws Exception {
        try (HttpClient theirs = HttpClient.newBuilder()
                .localAddress(InetAddress.getByName("127.20.0.1"))
                .build()) {
            WebSocket socket = theirs.newWebSocketBuilder()
                    .connectTimeout(Duration.ofSeconds(30))
                    .buildAsync(
                            URI.create("ws://127.0.0.1:" + server.port() + "/ws?access_token="
                                    + families.developerToken(0)),
                            new WebSocket.Listener() {})
                    .join();
            socket.abort();
            return true;
        } catch (java.util.concurrent.CompletionException refused) {
            return false;
        }
    }

    /** Whether nobody has told it anything: a refusal, or that it took too long. */
    private static boolean waits(Socket socket) {
        try {
            return socket.getInputStream().available() == 0;
        } catch (IOException closed) {
            return false;
        }
    }

    /** So that a line does not pay for what the one before it left in the heap. */
    private void collect() throws IOException, InterruptedException {
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(server.pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static void handshake(Socket socket) throws IOException {
        socket.getOutputStream()
                .write(("GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        byte[] answer = new byte[4096];
        int length = socket.getInputStream().read(answer);
        if (length < 12 || !new String(answer, 9, 3, StandardCharsets.US_ASCII).equals("101")) {
            socket.close();
            throw new IOException("refused");
        }
    }

    /** As much as a stranger may ask for, in 8,192 characters; N stands for what differs between them. */
    private static String filter() {
        String values = IntStream.range(0, 99)
                .mapToObj(n -> "\"N" + n + "\u6f22".repeat(60) + "\"")
                .collect(Collectors.joining(","));
        return "{\"filter\":{\"match_policy\":\"include_any\",\"actions\":{},\"clauses\":[{\"field\":\"/id\","
                + "\"operator\":\"one_of\",\"value\":[" + values + "]}]}}";
    }

    /** A text frame under a mask of zeros (RFC 6455 section 5.2), the last of its message or not. */
    private static byte[] frame(boolean last, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + payload.length)
                .put((byte) (last ? 0x81 : 0x01))
                .put((byte) (0x80 | 126))
                .putShort((short) payload.length)
                .putInt(0)
                .put(payload)
                .array();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        open.clear();
    }
}
