package vouchsafe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import vouchsafe.app.Server;
import vouchsafe.app.Settings;

/** The server that tests share: real port, real PostgreSQL, one per JVM, stopped when the JVM ends. */
public final class TestServer {
    private static final TestServer SHARED = new TestServer();

    private final Server server;

    private TestServer() {
        try {
            Path dataFolder = Files.createTempDirectory("vouchsafe-test");
            int port = freePort();
            server = Server.start(new Settings(
                    port, dataFolder, Optional.of(URI.create("http://127.0.0.1:" + port)), Optional.empty()));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The shared server, started at first use. */
    public static TestServer shared() {
        return SHARED;
    }

    /** The absolute URL of a path on this server. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    /** A bean of the running server, for arranging what has no page. */
    public <T> T bean(Class<T> type) {
        return server.context().getBean(type);
    }

    /** A new browser without cookies. */
    public WebSession browser() {
        return new WebSession(url(""));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
