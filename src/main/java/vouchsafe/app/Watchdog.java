package vouchsafe.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
    private final SocketAddress address;
    private final Duration turn;

    private Watchdog(ServiceManager systemd, SocketAddress address, Duration silence) {
        this.systemd = systemd;
        this.address = address;
        // As sd_watchdog_enabled(3) advises; asking takes the other half at most.
        this.turn = silence.dividedBy(2);
    }

    /** Watches a server where systemd asked for it, until the process ends. */
    static void start(ServiceManager systemd, Settings settings, int port) {
        systemd.watchdog().ifPresent(silence -> {
            SocketAddress address = settings.listening()
                    .socket()
                    .<SocketAddress>map(socket -> UnixDomainSocketAddress.of(socket.path()))
                    .orElseGet(() -> new InetSocketAddress(address(settings.listen()), port));
            Watchdog watchdog = new Watchdog(systemd, address, silence);
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

    /** Asks without blocking: a Unix socket of Java's knows no other way to end a wait. */
    private boolean answers() {
        long end = System.nanoTime() + turn.toNanos();
        try (SocketChannel channel = address instanceof UnixDomainSocketAddress
                        ? SocketChannel.open(StandardProtocolFamily.UNIX)
                        : SocketChannel.open();
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(
                    selector, channel.connect(address) ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT);
            ByteBuffer request = ByteBuffer.wrap(REQUEST);
            ByteBuffer head = ByteBuffer.allocate(GOOD.length());
            while (head.hasRemaining()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                selector.select(left);
                selector.selectedKeys().clear();
                if (!channel.isConnected()) {
                    channel.finishConnect();
                } else if (request.hasRemaining()) {
                    channel.write(request);
                } else if (channel.read(head) < 0) {
                    return false;
                }
                key.interestOps(
                        !channel.isConnected()
                                ? SelectionKey.OP_CONNECT
                                : request.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
            }
            return new String(head.array(), StandardCharsets.US_ASCII).equals(GOOD);
        } catch (IOException silent) {
            return false;
        }
    }
}
