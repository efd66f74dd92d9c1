package vouchsafe.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks this server on its own port, as a caller would, and tells systemd as long as it answers. A server that holds its port
 * and does not answer any more is ended and started again by systemd.
 */
final class Watchdog {
    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);
    private static final byte[] REQUEST = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    private static final String GOOD = "HTTP/1.1 200";

    private final ServiceManager systemd;
    private final InetAddress address;
    private final int port;
    private final Duration turn;

    private Watchdog(ServiceManager systemd, InetAddress address, int port, Duration silence) {
        this.systemd = systemd;
        this.address = address;
        this.port = port;
        // As sd_watchdog_enabled(3) advises; asking takes the other half at most.
        this.turn = silence.dividedBy(2);
    }

    /** Watches a server where systemd asked for it, until the process ends. */
    static void start(ServiceManager systemd, String listen, int port) {
        systemd.watchdog().ifPresent(silence -> {
            Watchdog watchdog = new Watchdog(systemd, address(listen), port, silence);
            Thread.ofPlatform().daemon().name("watchdog").start(watchdog::run);
        });
    }

    private static InetAddress address(String listen) {
        try {
            InetAddress address = InetAddress.getByName(listen);
            return address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        } catch (UnknownHostException serverListensThere) {
            throw new IllegalStateException(serverListensThere);
        }
    }

    private void run() {
        try {
            while (!systemd.toldToStop()) {
                long begun = System.nanoTime();
                if (answers()) {
                    systemd.alive();
                } else if (!systemd.toldToStop()) {
                    log.error("the server does not answer on its own port; systemd is not told that it lives");
                }
                Duration rest = turn.minusNanos(System.nanoTime() - begun);
                Thread.sleep(rest.isPositive() ? rest : Duration.ZERO);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            int patience = (int) Math.clamp(turn.toMillis(), 1, Integer.MAX_VALUE);
            socket.connect(new InetSocketAddress(address, port), patience);
            socket.setSoTimeout(patience);
            socket.getOutputStream().write(REQUEST);
            byte[] head = socket.getInputStream().readNBytes(GOOD.length());
            return new String(head, StandardCharsets.US_ASCII).equals(GOOD);
        } catch (IOException silent) {
            return false;
        }
    }
}
