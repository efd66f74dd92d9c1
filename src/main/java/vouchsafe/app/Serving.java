package vouchsafe.app;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Runs a server until the process is told to stop, and then stops it in order. SIGTERM comes from a supervisor, which takes
 * the server out of its balancer meanwhile, so it gets {@code stop-notice}; Ctrl-C comes from somebody who waits for their
 * terminal and gets none. A second signal of either kind ends every wait.
 */
final class Serving {
    /** The time that jobs and an embedded database may take, when no request is under way any more. */
    private static final Duration AFTER_THE_REQUESTS = Duration.ofMinutes(3);

    private final CompletableFuture<Server> started = new CompletableFuture<>();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final Settings settings;
    private final ServiceManager systemd;

    private Serving(Settings settings, ServiceManager systemd) {
        this.settings = settings;
        this.systemd = systemd;
    }

    /** Runs the server; does not return before it stops. */
    static int serve(Settings settings, ServiceManager systemd, Consumer<Server> whenUp) throws InterruptedException {
        return serve(settings, Machine.REAL, systemd, whenUp);
    }

    /** The same on another machine than the real one. */
    static int serve(Settings settings, Machine machine, ServiceManager systemd, Consumer<Server> whenUp)
            throws InterruptedException {
        Logs.configure(settings);
        OutOfMemory.endsTheProcess();
        return new Serving(settings, systemd).run(machine, whenUp);
    }

    private int run(Machine machine, Consumer<Server> whenUp) throws InterruptedException {
        Signals signals = Signals.hear(this::signalled);
        Runtime.getRuntime().addShutdownHook(new Thread(this::exiting, "stop-at-exit"));
        Server server;
        try {
            server = Server.start(settings, machine);
        } catch (RuntimeException failure) {
            started.completeExceptionally(failure);
            signals.close();
            throw failure;
        }
        started.complete(server);
        whenUp.accept(server);
        systemd.ready();
        Watchdog.start(systemd, settings, server.port());
        new CountDownLatch(1).await();
        return 0;
    }

    /** The process is about to end without a signal. Where it is being stopped already, that has to come to its end first. */
    private void exiting() {
        stop(Duration.ZERO);
        if (started.isDone() && !started.isCompletedExceptionally()) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void signalled(String signal) {
        // One that comes during the start found nobody who was sent here.
        boolean serving = started.isDone();
        Duration notice = signal.equals(Signals.TERM) && serving ? settings.stopNotice() : Duration.ZERO;
        Thread.ofPlatform().name("stop").start(() -> stop(notice));
    }

    /**
     * Stops the server and ends the process. A stop that comes during the start waits for its end: half a server cannot be
     * taken down in order.
     */
    private void stop(Duration notice) {
        boolean second = ending.getAndSet(true);
        if (!second) {
            systemd.stopping(notice.plus(settings.stopPatience()).plus(AFTER_THE_REQUESTS));
        }
        Server server = started.handle((running, failure) -> running).join();
        if (server == null) {
            // The process ends by itself, with what the failed start has to say.
            return;
        }
        if (second) {
            server.hurry();
            return;
        }
        try {
            if (notice.isPositive()) {
                server.giveNotice(notice);
            }
            server.close();
        } finally {
            Logs.finish();
            // An orderly stop on request is success, not death by a signal.
            Runtime.getRuntime().halt(0);
        }
    }
}
