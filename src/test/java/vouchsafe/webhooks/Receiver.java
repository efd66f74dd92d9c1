package vouchsafe.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** An app's webhook receiver, on loopback, that can be told how to behave. */
public final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String answer = "Received";
    private volatile int milliseconds;

    /** One request as it arrived. */
    public record Call(Headers headers, String body) {
        /** The first value of a header. */
        public String header(String name) {
            return String.valueOf(headers.getFirst(name));
        }
    }

    /** A receiver on a free port that answers 200. */
    public Receiver() {
        this(0);
    }

    /** A receiver on this port that answers 200. */
    public Receiver(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            calls.add(new Call(exchange.getRequestHeaders(), body));
            try {
                Thread.sleep(milliseconds);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            byte[] bytes = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + port() + "/hook";
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** From now on it answers like this. */
    public void answers(int status, String answer) {
        this.status = status;
        this.answer = answer;
    }

    /** From now on it takes this long. */
    public void takes(int milliseconds) {
        this.milliseconds = milliseconds;
    }

    /** What has arrived. */
    public List<Call> calls() {
        return calls;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
