package vouchsafe.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A line to the server on which answers to forms take their time, while all else is quick. */
final class SlowLine implements AutoCloseable {
    private static final long DELAY_MILLIS = 3_000;

    private final URI server;
    private final ServerSocket socket;
    private final AtomicInteger forms = new AtomicInteger();

    SlowLine(String server) {
        this.server = URI.create(server);
        try {
            this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String url(String path) {
        return "http://127.0.0.1:" + socket.getLocalPort() + path;
    }

    /** How many forms reached the server. */
    int forms() {
        return forms.get();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket browser = socket.accept();
                Socket there = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
                AtomicInteger waiting = new AtomicInteger();
                Thread.ofVirtual().start(() -> pass(browser, there, waiting, true));
                Thread.ofVirtual().start(() -> pass(there, browser, waiting, false));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, AtomicInteger waiting, boolean requests) {
        byte[] chunk = new byte[64 * 1024];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
                if (requests && new String(chunk, 0, Math.min(read, 5), StandardCharsets.US_ASCII).equals("POST ")) {
                    forms.incrementAndGet();
                    waiting.set(1);
                } else if (!requests && waiting.getAndSet(0) > 0) {
                    Thread.sleep(DELAY_MILLIS);
                }
                out.write(chunk, 0, read);
                out.flush();
            }
        } catch (IOException gone) {
            // One side hung up; the other is closed with it.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
