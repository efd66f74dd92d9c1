package vouchsafe.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vouchsafe.db.DatabaseUnavailable;

/**
 * Brings rows that another major version of PostgreSQL wrote to the one that came along. The old one is started with its own
 * programs, which the data folder keeps; its rows are moved into a new folder, which then takes the place of the old one. The
 * old folder stays beside it, as {@code postgres.of-17}, until a server has started well on the new one.
 */
final class PostgresUpgrade {
    private static final Logger log = LoggerFactory.getLogger(PostgresUpgrade.class);
    private static final String UNFINISHED = "postgres.upgrading";
    private static final String OLDER = "postgres.of-";
    private static final List<String> SETTINGS = List.of(
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "timezone=UTC",
            "-c",
            "jit=off");

    private final Path dataFolder;
    private final PostgresBinaries binaries;
    private final PostgresUser user;
    private final Path cache;

    PostgresUpgrade(Path dataFolder, PostgresBinaries binaries, PostgresUser user, Path cache) {
        this.dataFolder = dataFolder;
        this.binaries = binaries;
        this.user = user;
        this.cache = cache;
    }

    /** Does nothing where the rows are of this version, or there are none. */
    void run(RowsMover mover) {
        try {
            endInterrupted();
            Optional<String> version = new PostgresFolder(dataFolder, binaries, user).version();
            if (version.isPresent() && !version.get().equals(Integer.toString(binaries.majorVersion()))) {
                upgrade(version.get(), mover);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the rows of the older PostgreSQL could not be moved", failure);
        } catch (SQLException failure) {
            throw new DatabaseUnavailable(
                    "the rows of the older PostgreSQL could not be moved: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Killed between its two last steps: the older folder has made way, which it does only for a whole one. */
    private void endInterrupted() throws IOException {
        Path rows = PostgresFolder.rows(dataFolder);
        Path unfinished = dataFolder.resolve(UNFINISHED);
        if (!Files.exists(rows)
                && Files.exists(unfinished)
                && !older(dataFolder).isEmpty()) {
            forgetLog();
            Files.move(unfinished, rows, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void upgrade(String version, RowsMover mover) throws IOException, SQLException, InterruptedException {
        PostgresBinaries programs = programs(version);
        log.info(
                "event=postgres-upgrade from={} to={} result=begun; this takes as long as a restore of the rows",
                version,
                binaries.majorVersion());
        Path unfinished = dataFolder.resolve(UNFINISHED);
        PostgresFolder from = new PostgresFolder(dataFolder, programs, user);
        PostgresFolder to = new PostgresFolder(dataFolder, unfinished, binaries, user);
        from.stopOrphan();
        if (Files.exists(unfinished)) {
            to.stopOrphan();
            PostgresBinaries.delete(unfinished);
        }
        to.prepare();
        int oldPort = FreePort.find();
        PostgresProcess old = from.start(oldPort, SETTINGS);
        try {
            int newPort = FreePort.find();
            PostgresProcess present = to.start(newPort, SETTINGS);
            try {
                create(EmbeddedDatabase.jdbcUrl(newPort, "postgres", to));
                Path scratch = dataFolder.resolve("postgres-upgrade.tar");
                Files.deleteIfExists(scratch);
                mover.move(
                        EmbeddedDatabase.jdbcUrl(oldPort, "vouchsafe", from),
                        EmbeddedDatabase.jdbcUrl(newPort, "vouchsafe", to),
                        scratch);
                Files.deleteIfExists(scratch);
            } finally {
                present.stop();
            }
        } finally {
            old.stop();
        }
        Path rows = PostgresFolder.rows(dataFolder);
        Path older = dataFolder.resolve(OLDER + version);
        if (Files.exists(older)) {
            PostgresBinaries.delete(older);
        }
        Files.move(rows, older, StandardCopyOption.ATOMIC_MOVE);
        forgetLog();
        Files.move(unfinished, rows, StandardCopyOption.ATOMIC_MOVE);
        log.info("event=postgres-upgrade from={} to={} result=done", version, binaries.majorVersion());
    }

    /** What waits is of the older rows; the log of the new ones has segments of the same names. */
    private void forgetLog() {
        LogSpool spool = LogSpool.of(dataFolder);
        if (Files.isDirectory(spool.folder())) {
            spool.remove();
            spool.open();
        }
    }

    private PostgresBinaries programs(String version) {
        if (Integer.parseInt(version) > binaries.majorVersion()) {
            throw new DatabaseUnavailable(
                    "the rows in " + PostgresFolder.rows(dataFolder) + " were written by PostgreSQL " + version
                            + ", which came with a later Vouchsafe; start that one, or restore a backup of before");
        }
        return PostgresBinaries.ofMajor(version, dataFolder, cache)
                .orElseThrow(() -> new DatabaseUnavailable("the rows in " + PostgresFolder.rows(dataFolder)
                        + " were written by PostgreSQL " + version + ", and this Vouchsafe brings PostgreSQL "
                        + binaries.majorVersion() + ". To have them moved, install PostgreSQL " + version
                        + " (Debian: apt install postgresql-" + version
                        + ") and start again; or back them up with the Vouchsafe that wrote them (vouchsafe backup"
                        + " FILE), and restore that into a new data folder"));
    }

    private static void create(String jdbcUrl) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE vouchsafe");
        }
    }

    private static List<Path> older(Path dataFolder) throws IOException {
        try (Stream<Path> all = Files.list(dataFolder)) {
            return all.filter(each -> each.getFileName().toString().startsWith(OLDER))
                    .toList();
        }
    }

    /** Removes what earlier versions left. */
    static void forgetOlder(Path dataFolder) {
        try {
            for (Path each : older(dataFolder)) {
                PostgresBinaries.delete(each);
                log.info("event=postgres-upgrade result=forgotten folder={}", each);
            }
        } catch (IOException failure) {
            log.warn("event=postgres-upgrade result=left failure={}", failure.toString());
        }
    }
}
