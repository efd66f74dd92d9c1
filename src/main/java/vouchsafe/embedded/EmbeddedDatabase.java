package vouchsafe.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vouchsafe.db.DatabaseUnavailable;

/**
 * The PostgreSQL that comes with the server: real binaries, rows in one folder, a watch over the process. If it ends
 * without being asked to, it is started again on the same port, where the pool finds it.
 *
 * <p>Only the owner of the data folder may start one. {@code close} may be called from any thread, and more than once.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final long FIRST_PAUSE_MILLISECONDS = 100;
    private static final long LONGEST_PAUSE_MILLISECONDS = 5_000;
    /** SQLSTATE for a database that does not exist. */
    private static final String INVALID_CATALOG_NAME = "3D000";

    private final PostgresFolder folder;
    private final List<String> settings;
    private final int port;
    private final Object lock = new Object();
    private PostgresProcess process;
    private boolean closed;

    private EmbeddedDatabase(PostgresFolder folder, List<String> settings, int port, PostgresProcess process) {
        this.folder = folder;
        this.settings = settings;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts PostgreSQL on a free loopback port, and returns when it takes connections.
     *
     * @param dataFolder the server's data folder, owned by the caller; rows go to {@code postgres/} in it
     * @param mover moves the rows, where another major version of PostgreSQL wrote them
     * @throws DatabaseUnavailable with the words of PostgreSQL
     */
    public static EmbeddedDatabase start(Path dataFolder, RowsMover mover) {
        Path absolute = dataFolder.toAbsolutePath();
        Recovery.refuse(absolute);
        PostgresUser user = PostgresUser.of(PostgresFolder.rows(absolute));
        Path cache = cache(absolute, user);
        PostgresBinaries binaries = PostgresBinaries.unpack(cache);
        new PostgresUpgrade(absolute, binaries, user, cache).run(mover);
        PostgresFolder folder = new PostgresFolder(absolute, binaries, user);
        folder.prepare();
        binaries.keep(absolute);
        List<String> settings = new ArrayList<>(PostgresTuning.ofThisMachine().arguments());
        settings.addAll(LogSpool.of(absolute).arguments(user));
        int port = FreePort.find();
        try {
            PostgresProcess process = folder.start(port, settings);
            EmbeddedDatabase database = new EmbeddedDatabase(folder, settings, port, process);
            database.createWhereMissing();
            Thread.ofVirtual().name("postgres-watch").start(database::watch);
            return database;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The server above it has started well: rows that another PostgreSQL left are not needed any more. */
    public void settled() {
        PostgresUpgrade.forgetOlder(folder.dataFolder());
    }

    /** The JDBC URL of the running database, password included: a secret. */
    public String jdbcUrl() {
        return jdbcUrl("vouchsafe");
    }

    private String jdbcUrl(String database) {
        return jdbcUrl(port, database, folder);
    }

    static String jdbcUrl(int port, String database, PostgresFolder folder) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=vouchsafe&password=" + folder.password();
    }

    /**
     * The folder for unpacked programs, shared by all data folders of a user. It lies in the data folder where PostgreSQL
     * runs as another user, who cannot look into our home.
     */
    static Path cache(Path dataFolder, PostgresUser user) {
        Path cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        boolean usable = cache.isAbsolute() && Files.isWritable(Files.isDirectory(cache) ? cache : cache.getParent());
        return usable && !(user instanceof PostgresUser.Other)
                ? cache.resolve("vouchsafe")
                : dataFolder.resolve("programs");
    }

    private void createWhereMissing() {
        try (Connection connection = DriverManager.getConnection(jdbcUrl())) {
            connection.isValid(5);
        } catch (SQLException failure) {
            if (!INVALID_CATALOG_NAME.equals(failure.getSQLState())) {
                throw new DatabaseUnavailable("the embedded PostgreSQL does not let us in", failure);
            }
            try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"));
                    var statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE vouchsafe");
            } catch (SQLException refused) {
                throw new DatabaseUnavailable("the embedded PostgreSQL could not make its database", refused);
            }
        }
    }

    private void watch() {
        long pause = FIRST_PAUSE_MILLISECONDS;
        try {
            while (true) {
                PostgresProcess watched;
                synchronized (lock) {
                    watched = process;
                }
                int exitCode = watched.await();
                synchronized (lock) {
                    if (closed) {
                        return;
                    }
                    log.error("PostgreSQL ended with exit code {} and is started again", exitCode);
                }
                pause = startAgain() ? FIRST_PAUSE_MILLISECONDS : Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS);
                Thread.sleep(pause);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Holds the lock while starting, so that {@link #close} finds either no process or one it can stop. */
    private boolean startAgain() throws InterruptedException {
        synchronized (lock) {
            if (closed) {
                return true;
            }
            try {
                process = folder.start(port, settings);
                log.info("PostgreSQL is back");
                return true;
            } catch (DatabaseUnavailable failure) {
                // Sessions of the old postmaster may still be leaving; the next try will tell.
                log.warn("PostgreSQL is not back yet: {}", failure.getMessage());
                return false;
            }
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            if (process.running()) {
                process.stop();
            }
        }
    }
}
