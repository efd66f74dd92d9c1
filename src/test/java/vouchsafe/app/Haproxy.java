package vouchsafe.app;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import vouchsafe.db.DebianPostgres;

/** Debian's haproxy before two nodes, as an operator sets it up: it asks each whether it is ready, and retries what it may. */
final class Haproxy implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");

    private final Process process;
    private final Path socket;

    private Haproxy(Process process, Path socket) {
        this.process = process;
        this.socket = socket;
    }

    static Haproxy start(Path folder, int port, int a, int b) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            throw DebianPostgres.missing(PROGRAM + " (Debian's package haproxy)");
        }
        // The path of a socket is short (unix(7)).
        Path socket = Files.createTempDirectory("haproxy").resolve("stats");
        Path settings = Files.writeString(folder.resolve("haproxy.cfg"), """
            global
                stats socket %s
            defaults
                mode http
                timeout connect 10s
                timeout client 2m
                timeout server 2m
                timeout check 20s
                option redispatch
                option forwardfor
            frontend web
                bind 127.0.0.1:%d
                default_backend nodes
            backend nodes
                balance roundrobin
                option httpchk GET /health/ready
                default-server check inter 200ms fall 2 rise 2
                server a 127.0.0.1:%d
                server b 127.0.0.1:%d
            """.formatted(socket, port, a, b));
        Process process = new ProcessBuilder(PROGRAM.toString(), "-db", "-f", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("haproxy.log").toFile())
                .start();
        Haproxy haproxy = new Haproxy(process, socket);
        await().until(() -> process.isAlive() && Files.exists(socket));
        return haproxy;
    }

    /** A figure of a server ({@code a}, {@code b}) or of both ({@code BACKEND}). */
    String figure(String server, String name) {
        List<String> lines = show().lines().toList();
        List<String> names = Arrays.asList(lines.getFirst().replace("# ", "").split(",", -1));
        return lines.stream()
                .map(line -> line.split(",", -1))
                .filter(line -> line.length > 2 && line[0].equals("nodes") && line[1].equals(server))
                .map(line -> line[names.indexOf(name)])
                .findFirst()
                .orElseThrow();
    }

    void awaitUp(String server) {
        await().until(() -> figure(server, "status").equals("UP"));
    }

    private String show() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap("show stat\n".getBytes(StandardCharsets.US_ASCII)));
            StringBuilder answer = new StringBuilder();
            ByteBuffer buffer = ByteBuffer.allocate(65_536);
            while (channel.read(buffer) >= 0) {
                answer.append(StandardCharsets.US_ASCII.decode(buffer.flip()));
                buffer.clear();
            }
            return answer.toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
