package vouchsafe.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vouchsafe.TestServer;

/** Servers that start at once on a database whose tables are not there yet. */
@Tag("slow")
class SchemaTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    static Path folder;

    private static DebianPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = DebianPostgres.start(folder);
    }

    @AfterAll
    static void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    private static Schema schema(String database, Duration patience) {
        DatabaseLimits limits = TestServer.shared().bean(DatabaseSettings.class).limits();
        return new Schema(
                new Connector(postgres.jdbcUrl(database), "vouchsafe migrations", limits.ofJobs(), new Timelines()),
                InstantSource.system(),
                Release.ofThisProgram(),
                false,
                patience);
    }

    @Test
    void of_several_servers_one_makes_the_tables_and_the_others_wait_for_it() throws Exception {
        postgres.execute("postgres", "CREATE DATABASE crowd");
        int servers = 4;
        CyclicBarrier together = new CyclicBarrier(servers);
        List<Future<?>> starts = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < servers; i++) {
                starts.add(threads.submit(() -> {
                    together.await();
                    schema("crowd", LONG).bringUpToDate();
                    return null;
                }));
            }
            for (Future<?> start : starts) {
                start.get();
            }
        }
        assertThat(value("crowd", "SELECT count(*) = count(DISTINCT version) FROM flyway_schema_history"))
                .isEqualTo("t");
        assertThat(value("crowd", "SELECT version FROM schema_releases"))
                .isEqualTo(Release.ofThisProgram().version());
        assertThat(value(
                        "crowd",
                        "SELECT max(version::integer) = (SELECT max(schema) FROM schema_releases)"
                                + " FROM flyway_schema_history"))
                .isEqualTo("t");
    }

    @Test
    void who_waits_waits_no_longer_than_it_says_and_names_whom_it_waited_for() throws Exception {
        postgres.execute("postgres", "CREATE DATABASE taken");
        try (Connection other = DriverManager.getConnection(postgres.jdbcUrl("taken"));
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(x'766f756368736166'::bigint)");
            String process = value(other, "SELECT pg_backend_pid()");
            assertThatThrownBy(() -> schema("taken", Duration.ofMillis(600)).bringUpToDate())
                    .isInstanceOf(DatabaseUnavailable.class)
                    .hasMessageContaining("another server (process " + process + " of the database, from 127.0.0.1)")
                    .hasMessageContaining("pg_terminate_backend");
            assertThat(value("taken", "SELECT to_regclass('flyway_schema_history') IS NULL"))
                    .isEqualTo("t");
        }
        schema("taken", LONG).bringUpToDate();
        assertThat(value("taken", "SELECT to_regclass('schema_releases') IS NULL"))
                .isEqualTo("f");
    }

    private static String value(String database, String question) throws Exception {
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl(database))) {
            return value(connection, question);
        }
    }

    private static String value(Connection connection, String question) throws Exception {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }
}
