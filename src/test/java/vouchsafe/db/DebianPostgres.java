package vouchsafe.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import vouchsafe.embedded.FreePort;
import vouchsafe.embedded.PostgresRunner;

/** A PostgreSQL of Debian's in processes of its own, which a test can freeze, or follow with a standby and promote that. */
public final class DebianPostgres implements AutoCloseable {
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

    private final Place place;
    private final Path rows;
    private final int port;
    private final Process process;

    private DebianPostgres(Place place, Path rows, int port, String... settings) {
        this.place = place;
        this.rows = rows;
        this.port = port;
        List<String> command = new ArrayList<>(place.entering());
        command.addAll(PostgresRunner.of(rows)
                .command(List.of(
                        program("postgres"),
                        "-D",
                        rows.toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=" + place.address(),
                        "-c",
                        "unix_socket_directories=",
                        // No test cuts the power.
                        "-c",
                        "fsync=off")));
        for (String setting : settings) {
            command.addAll(List.of("-c", setting));
        }
        this.process = start(rows.resolveSibling(rows.getFileName() + ".log"), command);
        OwnServer.await("PostgreSQL takes connections", () -> answers("postgres"));
    }

    /**
     * Where one runs.
     *
     * @param entering the beginning of a command that runs there; nothing for where the test itself runs
     * @param address where it listens
     */
    public record Place(List<String> entering, String address) {
        public static final Place HERE = new Place(List.of(), "127.0.0.1");
    }

    /** A new one, with a database named vouchsafe. */
    public static DebianPostgres start(Path folder) {
        return start(folder, Place.HERE, FreePort.find());
    }

    /** A new one with settings such as {@code work_mem=1MB}. */
    public static DebianPostgres with(Path folder, String... settings) {
        return start(folder, Place.HERE, FreePort.find(), settings);
    }

    /** A new one at a place and port. */
    public static DebianPostgres start(Path folder, Place place, int port, String... settings) {
        Path rows = folder.resolve("primary");
        run(PostgresRunner.of(rows)
                .command(List.of(
                        program("initdb"),
                        "-D",
                        rows.toString(),
                        "-U",
                        "vouchsafe",
                        "-A",
                        "trust",
                        "-E",
                        "UTF8",
                        "-N")));
        trust(rows);
        DebianPostgres postgres = new DebianPostgres(place, rows, port, settings);
        postgres.execute("postgres", "CREATE DATABASE vouchsafe");
        return postgres;
    }

    /** One that follows this one; from now on, what this one answers is there as well. */
    public DebianPostgres standby() {
        return standby(rows.resolveSibling("standby"), Place.HERE, FreePort.find());
    }

    /** The same at a place and port, with its rows in this folder. */
    public DebianPostgres standby(Path copy, Place there, int itsPort) {
        run(PostgresRunner.of(copy)
                .command(List.of(
                        program("pg_basebackup"),
                        "-h",
                        place.address(),
                        "-p",
                        Integer.toString(port),
                        "-U",
                        "vouchsafe",
                        "-D",
                        copy.toString(),
                        "-R",
                        "-X",
                        "stream",
                        "-c",
                        "fast",
                        "-N")));
        DebianPostgres standby = new DebianPostgres(there, copy, itsPort);
        OwnServer.await(
                "the standby follows",
                () -> read("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'")
                        .equals("1"));
        execute("postgres", "ALTER SYSTEM SET synchronous_standby_names = '*'");
        execute("postgres", "SELECT pg_reload_conf()");
        OwnServer.await(
                "the standby is waited for",
                () -> read("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'")
                        .equals("1"));
        return standby;
    }

    public void promote() {
        execute("postgres", "SELECT pg_promote(true, 120)");
    }

    /** Stops every process of it where it stands, as a machine does that is paused: nothing is closed, nothing answers. */
    public void freeze() {
        signal("-STOP");
    }

    public void thaw() {
        signal("-CONT");
    }

    /** Ends it as an operator does who waits for nobody's transactions (pg_ctl's mode fast); returns when it has ended. */
    public void stop() {
        run(List.of("kill", "-INT", Long.toString(process.pid())));
        process.onExit().join();
    }

    private void signal(String signal) {
        List<String> command = new ArrayList<>(List.of("kill", signal, Long.toString(process.pid())));
        // The first one is stopped by now or not yet woken: it starts no others meanwhile.
        if (signal.equals("-STOP")) {
            run(command);
        }
        process.descendants().forEach(each -> command.add(Long.toString(each.pid())));
        run(command);
    }

    public int port() {
        return port;
    }

    public String jdbcUrl() {
        return jdbcUrl("vouchsafe");
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + place.address() + ":" + port + "/" + database + "?user=vouchsafe";
    }

    public void execute(String database, String sql) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(database));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The one value that a question to the server's own database gives. */
    public String read(String sql) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private boolean answers(String database) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(database))) {
            return connection.isValid(10);
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** A program of the newest version on this machine; without it, the test is skipped or fails. */
    private static String program(String name) {
        if (Files.isDirectory(VERSIONS)) {
            try (Stream<Path> versions = Files.list(VERSIONS)) {
                Optional<Path> found = versions.map(
                                version -> version.resolve("bin").resolve(name))
                        .filter(Files::isExecutable)
                        .max(Path::compareTo);
                if (found.isPresent()) {
                    return found.get().toString();
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        throw missing(name + " below " + VERSIONS + " (Debian's package postgresql)");
    }

    public static RuntimeException missing(String what) {
        if ("1".equals(System.getenv("VOUCHSAFE_TESTS_REQUIRE_ALL"))) {
            throw new AssertionError("this machine has not got " + what);
        }
        return Assumptions.<RuntimeException>abort("skipped: this machine has not got " + what);
    }

    /** Whoever reaches it may be anybody: it listens where only tests are. */
    private static void trust(Path rows) {
        try {
            Files.writeString(
                    rows.resolve("pg_hba.conf"),
                    "host all all 0.0.0.0/0 trust\nhost replication all 0.0.0.0/0 trust\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Process start(Path log, List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void run(List<String> command) {
        try {
            Path log = Files.createTempFile("vouchsafe-test", ".log");
            Process process = start(log, command);
            if (!process.waitFor(OwnServer.DEADLINE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(command + " failed: " + Files.readString(log));
            }
            Files.delete(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
