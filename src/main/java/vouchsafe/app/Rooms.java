package vouchsafe.app;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * The rooms for the length of one command. While a server runs on the data folder, the command works on that server's
 * database; otherwise it owns the folder and starts the database for itself.
 */
final class Rooms implements AutoCloseable {
    private final AnnotationConfigApplicationContext context;
    private final Runnable release;

    private Rooms(AnnotationConfigApplicationContext context, Runnable release) {
        this.context = context;
        this.release = release;
    }

    static Rooms open(Settings settings) {
        CommandDatabase database = CommandDatabase.open(settings);
        // Links in mail that the command causes lead to the running server's address.
        Settings seen = database.servedAt()
                .map(url -> settings.with(Setting.BASE_URL, url))
                .orElse(settings);
        return over(seen, database.jdbcUrl(), database::close);
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

    @Override
    public void close() {
        try {
            context.close();
        } finally {
            release.run();
        }
    }
}
