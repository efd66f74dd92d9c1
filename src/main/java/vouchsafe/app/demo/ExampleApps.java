package vouchsafe.app.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** The server of the example apps, on loopback: each has its pages below a path of its own, and all share a webhook. */
final class ExampleApps implements AutoCloseable {
    private final HttpServer server;

    private ExampleApps(HttpServer server) {
        this.server = server;
    }

    static ExampleApps start(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/webhook", ExampleApps::webhook);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return new ExampleApps(server);
    }

    void add(DemoProject project, ExampleApp app) {
        server.createContext(project.path(), app);
    }

    /** An app's server would delete what it holds of that member here. */
    private static void webhook(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] body = "thank you".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
