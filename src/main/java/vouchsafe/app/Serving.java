package vouchsafe.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Runs a server until the process is told to stop, and then stops it in order. */
final class Serving {
    private Serving() {}

    /** Runs the server; does not return before it stops. */
    static int serve(Settings settings, ServiceManager systemd, Consumer<Server> whenUp) throws InterruptedException {
        return serve(settings, Machine.REAL, systemd, whenUp);
    }

    /** The same on another machine than the real one. */
    static int serve(Settings settings, Machine machine, ServiceManager systemd, Consumer<Server> whenUp)
            throws InterruptedException {
        Logs.configure(settings);
        OutOfMemory.endsTheProcess();
        CompletableFuture<Server> started = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started, systemd), "stop"));
        Server server;
        try {
            server = Server.start(settings, machine);
        } catch (RuntimeException failure) {
            started.completeExceptionally(failure);
            throw failure;
        }
        started.complete(server);
        whenUp.accept(server);
        systemd.ready();
        Watchdog.start(systemd, settings, server.port());
        new CountDownLatch(1).await();
        return 0;
    }

    /**
     * Stops the server. A stop that comes during the start waits for its end: half a server cannot be taken down in order.
     */
    private static void stop(CompletableFuture<Server> started, ServiceManager systemd) {
        systemd.stopping();
        if (started.handle((server, failure) -> failure == null).join()) {
            started.join().close();
            Logs.finish();
            // An orderly stop on request is success, not death by a signal.
            Runtime.getRuntime().halt(0);
        }
    }
}
