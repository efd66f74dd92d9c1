package vouchsafe.app;

import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import vouchsafe.embedded.EmbeddedDatabase;

/**
 * The rooms for the length of one command. While a server runs on the data folder, the command works on that server's
 * database; otherwise it owns the folder and starts the database for itself.
 */
final class Rooms implements AutoCloseable {
    /** Longest wait for a server that starts, or for another command. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final AnnotationConfigApplicationContext context;
    private final Runnable release;

    private Rooms(AnnotationConfigApplicationContext context, Runnable release) {
        this.context = context;
        this.release = release;
    }

    static Rooms open(Settings settings) {
        if (settings.databaseUrl().isPresent()) {
            DataFolder.make(settings.dataFolder());
            return over(settings, settings.databaseUrl().get(), () -> {});
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<DataFolder> owned = DataFolder.own(settings.dataFolder());
            if (owned.isPresent()) {
                return alone(settings, owned.get());
            }
            Optional<RunningServer> server = RunningServer.of(settings.dataFolder());
            if (server.isPresent()) {
                // Links in mail that the command causes lead to the running server's address.
                return over(
                        settings.with(Setting.BASE_URL, server.get().url()),
                        server.get().databaseUrl(),
                        () -> {});
            }
            pause();
        }
        throw new InvalidSettings("the data folder " + settings.dataFolder() + " is in use by "
                + DataFolder.owner(settings.dataFolder()) + ", which does not say where its database is; try again");
    }

    private static Rooms alone(Settings settings, DataFolder folder) {
        try {
            RunningServer.withdraw(folder.path());
            EmbeddedDatabase database = EmbeddedDatabase.start(folder.path());
            return over(settings, database.jdbcUrl(), () -> {
                database.close();
                folder.close();
            });
        } catch (RuntimeException failure) {
            folder.close();
            throw StartFailure.explained(failure, settings);
        }
    }

    private static Rooms over(Settings settings, String jdbcUrl, Runnable release) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        try {
            Logs.bridge();
            Machine.REAL.register(context);
            SettingsBeans.register(
                    context,
                    settings.with(Setting.DB_POOL_SIZE, "2")
                            // Nobody reads what a command counts.
                            .with(Setting.METRICS_PORT, "0")
                            .with(Setting.METRICS_TOKEN, "")
                            .with(Setting.TRACES_URL, ""),
                    () -> jdbcUrl);
            context.register(CommandConfiguration.class);
            context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
            context.refresh();
            return new Rooms(context, release);
        } catch (RuntimeException failure) {
            context.close();
            release.run();
            throw StartFailure.explained(failure, settings);
        }
    }

    /** The bean of this type that a room offers. */
    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        try {
            context.close();
        } finally {
            release.run();
        }
    }
}
