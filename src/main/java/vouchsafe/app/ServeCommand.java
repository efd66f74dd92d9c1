package vouchsafe.app;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs until it is told to stop. */
@Command(name = "serve", description = "Start the server.")
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--port", paramLabel = "N", description = "TCP port; 0 picks a free one; default: 8080.")
    private @Nullable String port;

    @Option(names = "--base-url", paramLabel = "URL", description = "Where people reach this server.")
    private @Nullable String baseUrl;

    @Override
    public Integer call() throws InterruptedException {
        Map<Setting, String> options = new EnumMap<>(Setting.class);
        SettingsOptions.put(options, Setting.PORT, port);
        SettingsOptions.put(options, Setting.BASE_URL, baseUrl);
        Settings loaded = settings.load(options);
        Logs.configure(loaded);
        CompletableFuture<Server> started = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started), "stop"));
        Server server;
        try {
            server = Server.start(loaded);
        } catch (RuntimeException failure) {
            started.completeExceptionally(failure);
            throw failure;
        }
        started.complete(server);
        Welcome.print(server, loaded);
        new CountDownLatch(1).await();
        return 0;
    }

    /** A stop that comes while the server starts waits for it: half of one cannot be taken down in order. */
    private static void stop(CompletableFuture<Server> started) {
        if (started.handle((server, failure) -> failure == null).join()) {
            started.join().close();
            // Told to stop and stopped in order: that is success, not death by a signal.
            Runtime.getRuntime().halt(0);
        }
    }
}
