package vouchsafe.app;

import java.time.Duration;
import java.util.Optional;
import vouchsafe.embedded.EmbeddedDatabase;

/**
 * The database that a command works on: the one that the settings name, else that of the server that runs on the data folder,
 * else an embedded one that runs for as long as the command.
 *
 * @param jdbcUrl its JDBC URL, password included
 * @param servedAt the address of the server that runs on the data folder
 * @param alone whether no server can be running on it
 * @param release lets go of it
 */
record CommandDatabase(String jdbcUrl, Optional<String> servedAt, boolean alone, Runnable release)
        implements AutoCloseable {
    /** Longest wait for a server that starts, or for another command. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(100);

    static CommandDatabase open(Settings settings) {
        if (settings.databaseUrl().isPresent()) {
            DataFolder.make(settings.dataFolder());
            return new CommandDatabase(settings.databaseUrl().get(), Optional.empty(), false, () -> {});
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<DataFolder> owned = DataFolder.own(settings.dataFolder());
            if (owned.isPresent()) {
                return alone(settings, owned.get());
            }
            Optional<RunningServer> server = RunningServer.of(settings.dataFolder());
            if (server.isPresent()) {
                return new CommandDatabase(
                        server.get().databaseUrl(), Optional.of(server.get().url()), false, () -> {});
            }
            pause();
        }
        throw new InvalidSettings("the data folder " + settings.dataFolder() + " is in use by "
                + DataFolder.owner(settings.dataFolder()) + ", which does not say where its database is; try again");
    }

    private static CommandDatabase alone(Settings settings, DataFolder folder) {
        try {
            RunningServer.withdraw(folder.path());
            EmbeddedDatabase database = MovedDatabase.start(folder.path());
            return new CommandDatabase(database.jdbcUrl(), Optional.empty(), true, () -> {
                database.close();
                folder.close();
            });
        } catch (RuntimeException failure) {
            folder.close();
            throw StartFailure.explained(failure, settings);
        }
    }

    /** Where sessions are kept, which long work needs. */
    String sessionUrl(Settings settings) {
        return settings.feedUrl().orElse(jdbcUrl);
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
        release.run();
    }

    /** Without the URL, which holds the password. */
    @Override
    public String toString() {
        return "CommandDatabase[alone=" + alone + "]";
    }
}
