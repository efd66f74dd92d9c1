package vouchsafe.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import vouchsafe.embedded.FreePort;
import vouchsafe.embedded.PostgresRunner;

/** Debian's PgBouncer before a database. */
public final class Bouncer implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

    private final int port;
    private final Path settings;
    private final Process process;

    private Bouncer(int port, Path settings, Process process) {
        this.port = port;
        this.settings = settings;
        this.process = process;
        OwnServer.await("PgBouncer takes connections", this::answers);
    }

    /** In transaction mode: each transaction gets whatever session of the database is free. */
    public static Bouncer before(DebianPostgres postgres, Path folder) {
        return before(postgres, folder, "transaction");
    }

    /** @param mode {@code session} or {@code transaction} */
    public static Bouncer before(DebianPostgres postgres, Path folder, String mode) {
        if (!Files.isExecutable(PROGRAM)) {
            throw DebianPostgres.missing(PROGRAM + " (Debian's package pgbouncer)");
        }
        int port = FreePort.find();
        try {
            Path users = Files.writeString(folder.resolve("users.txt"), "\"vouchsafe\" \"\"\n");
            Path settings = Files.writeString(
                    folder.resolve("pgbouncer.ini"), """
                        [databases]
                        %s
                        [pgbouncer]
                        listen_addr = 127.0.0.1
                        listen_port = %d
                        unix_socket_dir =
                        auth_type = trust
                        auth_file = %s
                        pool_mode = %s
                        max_client_conn = 500
                        default_pool_size = 90
                        ignore_startup_parameters = extra_float_digits
                        """.formatted(target(postgres), port, users, mode));
            return new Bouncer(
                    port,
                    settings,
                    DebianPostgres.start(
                            folder.resolve("pgbouncer.log"),
                            PostgresRunner.of(folder.resolve("no rows"))
                                    .command(List.of(PROGRAM.toString(), settings.toString()))));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String target(DebianPostgres postgres) {
        return "vouchsafe = host=127.0.0.1 port=" + postgres.port() + " dbname=vouchsafe";
    }

    /** Leads new sessions to another database, as who switches over tells it to (SIGHUP reads its settings again). */
    public void lead(DebianPostgres from, DebianPostgres to) {
        try {
            Files.writeString(settings, Files.readString(settings).replace(target(from), target(to)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        DebianPostgres.run(List.of("kill", "-HUP", Long.toString(process.pid())));
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/vouchsafe?user=vouchsafe";
    }

    private boolean answers() {
        try (Connection connection = DriverManager.getConnection(jdbcUrl() + "&prepareThreshold=0")) {
            return connection.isValid(10);
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
