package vouchsafe.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line to a server on this machine, which can be slow or dead: what is sent waits, or goes nowhere. */
final class Line implements AutoCloseable {
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean dead;
    private volatile int target;

    /** @param target port of the server */
    Line(int target) throws IOException {
        this.target = target;
        door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** From now on connections lead to another server; those there are end. */
    void lead(int other) throws IOException {
        target = other;
        cut();
    }

    /** From now on every piece of up to 64 kB takes so long. */
    void slow(Duration each) {
        delay = each;
    }

    /** Ends every connection; while it is dead, none is made. */
    void die() throws IOException {
        dead = true;
        cut();
    }

    private void cut() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    void revive() {
        dead = false;
        delay = Duration.ZERO;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                if (dead) {
                    client.close();
                } else {
                    connect(client);
                }
            } catch (IOException closed) {
                // The next turn looks whether the line is over.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket();
        try {
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 10_000);
        } catch (IOException nobody) {
            client.close();
            throw nobody;
        }
        open.add(client);
        open.add(server);
        Thread.ofVirtual().start(() -> pass(client, server));
        Thread.ofVirtual().start(() -> pass(server, client));
    }

    private void pass(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] block = new byte[64 * 1024];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                Thread.sleep(delay);
                out.write(block, 0, count);
                out.flush();
            }
        } catch (IOException over) {
            // One of them has ended it.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
            die();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
