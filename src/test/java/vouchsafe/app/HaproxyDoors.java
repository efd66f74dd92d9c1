package vouchsafe.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import vouchsafe.db.DebianPostgres;
import vouchsafe.embedded.FreePort;

/** Debian's haproxy before a server, in one process with a door for each way to set it up. */
final class HaproxyDoors implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");

    private final Process process;
    private final Map<String, Integer> ports;

    private HaproxyDoors(Process process, Map<String, Integer> ports) {
        this.process = process;
        this.ports = ports;
    }

    /** Doors by name, each with the certificate that is shown there and the lines of its set-up. */
    static final class Doors {
        private final Map<String, Door> doors = new LinkedHashMap<>();

        private record Door(int port, Path certificate, String lines) {}

        Doors door(String name, Path certificate, String lines) {
            doors.put(name, new Door(FreePort.find(), certificate, lines));
            return this;
        }
    }

    /** @param port where the server listens */
    static HaproxyDoors before(int port, Path folder, Doors doors) {
        if (!Files.isExecutable(PROGRAM)) {
            throw DebianPostgres.missing(PROGRAM + " (Debian's package haproxy)");
        }
        StringBuilder settings = new StringBuilder("""
            global
                maxconn 200
            defaults
                mode http
                timeout connect 5s
                timeout client 60s
                timeout server 60s
                timeout tunnel 60s
            backend server
                server one 127.0.0.1:%d
            backend nobody
                server one 127.0.0.1:1
            """.formatted(port));
        Map<String, Integer> ports = new LinkedHashMap<>();
        doors.doors.forEach((name, door) -> {
            ports.put(name, door.port());
            settings.append("frontend ")
                    .append(name)
                    .append("\n    bind 127.0.0.1:")
                    .append(door.port());
            settings.append(" ssl crt ").append(door.certificate()).append(" alpn h2,http/1.1\n");
            door.lines()
                    .lines()
                    .forEach(
                            line -> settings.append("    ").append(line.strip()).append('\n'));
        });
        try {
            Path file = Files.writeString(folder.resolve("haproxy.cfg"), settings);
            Path log = folder.resolve("haproxy.log");
            Process process = new ProcessBuilder(PROGRAM.toString(), "-f", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            HaproxyDoors proxy = new HaproxyDoors(process, ports);
            Awaitility.await("haproxy takes connections").until(() -> {
                if (!process.isAlive()) {
                    throw new AssertionError("haproxy ended: " + Files.readString(log));
                }
                return ports.values().stream().allMatch(HaproxyDoors::open);
            });
            return proxy;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean open(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    int port(String door) {
        return ports.getOrDefault(door, 0);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
