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

/** Debian's PgBouncer in transaction mode: each transaction gets whatever session of the database is free. */
public final class Bouncer implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

    private final int port;
    private final Process process;

    private Bouncer(int port, Process process) {
        this.port = port;
        this.process = process;
        OwnServer.await("PgBouncer takes connections", this::answers);
    }

    public static Bouncer before(DebianPostgres postgres, Path folder) {
        if (!Files.isExecutable(PROGRAM)) {
            throw DebianPostgres.missing(PROGRAM + " (Debian's package pgbouncer)");
        }
        int port = FreePort.find();
        try {
            Path users = Files.writeString(folder.resolve("users.txt"), "\"vouchsafe\" \"\"\n");
            Path settings =
                    Files.writeString(folder.resolve("pgbouncer.ini"), """
                        [databases]
                        vouchsafe = host=127.0.0.1 port=%d dbname=vouchsafe
                        [pgbouncer]
                        listen_addr = 127.0.0.1
                        listen_port = %d
                        unix_socket_dir =
                        auth_type = trust
                        auth_file = %s
                        pool_mode = transaction
                        max_client_conn = 500
                        default_pool_size = 30
                        ignore_startup_parameters = extra_float_digits
                        """.formatted(postgres.port(), port, users));
            return new Bouncer(
                    port,
                    DebianPostgres.start(
                            folder.resolve("pgbouncer.log"),
                            PostgresRunner.of(folder.resolve("no rows"))
                                    .command(List.of(PROGRAM.toString(), settings.toString()))));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
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
