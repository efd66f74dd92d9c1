package vouchsafe.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import vouchsafe.metrics.Metrics;
import vouchsafe.metrics.MetricsSettings;

/**
 * {@code /metrics} on a port of its own, beside the server and with threads of its own: what is counted can be read also
 * while the server is busy, starts slowly, or takes no more requests.
 */
final class MetricsPort implements SmartLifecycle {
    /** Readers at a time; there are one or two, every few seconds. */
    private static final int READERS = 4;

    private static final int SECONDS_FOR_A_REQUEST = 10;
    private static final int SECONDS_FOR_AN_ANSWER = 30;

    private final MetricsSettings settings;
    private final MetricsReader reader;
    private final Metrics metrics;
    private volatile @Nullable HttpServer server;
    private volatile @Nullable ExecutorService readers;

    MetricsPort(MetricsSettings settings, Metrics metrics) {
        this.settings = settings;
        this.reader = new MetricsReader(settings.token());
        this.metrics = metrics;
    }

    @Override
    public void start() {
        if (settings.port() == 0) {
            return;
        }
        // The JDK's server reads these once, and offers no other way to end requests that never come to their end.
        System.setProperty("sun.net.httpserver.maxReqTime", Integer.toString(SECONDS_FOR_A_REQUEST));
        System.setProperty("sun.net.httpserver.maxRspTime", Integer.toString(SECONDS_FOR_AN_ANSWER));
        HttpServer opened;
        try {
            opened = HttpServer.create(new InetSocketAddress(settings.address(), settings.port()), 0);
        } catch (IOException | IllegalArgumentException taken) {
            throw new InvalidSettings("/metrics cannot listen on port " + settings.port() + " of " + settings.address()
                    + ": " + taken.getMessage() + "; choose another metrics-port or metrics-listen");
        }
        ExecutorService threads = new ThreadPoolExecutor(
                0,
                READERS,
                60,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform().name("metrics-", 0).daemon().factory());
        opened.setExecutor(threads);
        opened.createContext("/", this::answer);
        opened.start();
        readers = threads;
        server = opened;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(MetricsFilter.PATH)) {
                send(exchange, 404, "Only /metrics is here.\n");
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                send(exchange, 405, "Only GET is taken here.\n");
            } else if (!reader.may(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
                send(exchange, 401, "Show metrics-token as a bearer token.\n");
            } else {
                ByteArrayOutputStream text = new ByteArrayOutputStream();
                metrics.write(text);
                send(exchange, 200, Metrics.CONTENT_TYPE, text.toByteArray());
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        send(exchange, status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void stop() {
        HttpServer running = server;
        server = null;
        if (running != null) {
            running.stop(0);
        }
        ExecutorService threads = readers;
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    /** First to open and last to close, since starts and stops are worth watching. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
