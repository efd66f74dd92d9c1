package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vouchsafe.crypto.KeyList;

/** {@code keys rewrap} is killed wherever that hurts most: the ring is wrapped by a key that is there, before and after. */
@Tag("slow")
@Order(1)
class RewrapSurvivesKillTest {
    private final OwnNodes nodes = new OwnNodes();
    private final Path folder = OwnNodes.folder();
    private final Map<String, String> environment = Map.of("VOUCHSAFE_DATA_DIR", folder.toString());

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void before_it_has_the_ring() throws Exception {
        killed("keys", false);
    }

    @Test
    void between_the_rows_and_the_record_of_it() throws Exception {
        killed("audit_events", true);
    }

    private void killed(String table, boolean successorIsThere) throws Exception {
        Server server = nodes.start(folder, Map.of());
        OwnNodes.App app = OwnNodes.app(server);
        String key = Files.readString(folder.resolve("master.key"));
        try (Connection connection = DriverManager.getConnection(nodes.jdbcUrl());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE " + table + " IN EXCLUSIVE MODE");
            Process command = rewrap();
            await().until(() -> waits(table) || !command.isAlive());
            assertThat(command.isAlive()).isTrue();
            command.destroyForcibly().waitFor();
            connection.rollback();
        }
        assertThat(names().anyMatch(name -> name.matches("master\\.key\\.[0-9a-f]{16}")))
                .isEqualTo(successorIsThere);
        assertThat(Files.readString(folder.resolve("master.key"))).isEqualTo(key);
        stillGood(server, app);
        VouchsafeProcess.Ended again = nodes.run(environment, "keys", "rewrap");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(Files.readString(folder.resolve("master.key"))).isNotEqualTo(key);
        assertThat(names().filter(name -> name.startsWith("master.key")).sorted())
                .containsExactly("master.key", "master.key.old");
    }

    /** The state of the folder at that moment, which nothing can be made to stop at. */
    @Test
    void between_the_commit_and_the_name_of_the_file() throws Exception {
        Server server = nodes.start(folder, Map.of());
        OwnNodes.App app = OwnNodes.app(server);
        assertThat(nodes.run(environment, "keys", "rewrap").exitCode()).isZero();
        String fingerprint =
                server.context().getBean(KeyList.class).ring().getFirst().master();
        Files.move(folder.resolve("master.key"), folder.resolve("master.key." + fingerprint));
        Files.move(folder.resolve("master.key.old"), folder.resolve("master.key"), StandardCopyOption.ATOMIC_MOVE);

        stillGood(server, app);
        assertThat(names().filter(name -> name.startsWith("master.key")).sorted())
                .as("a start brings it to its end")
                .containsExactly("master.key", "master.key.old");
    }

    private void stillGood(Server server, OwnNodes.App app) {
        assertThat(app.alive(server)).isTrue();
        nodes.stop(server);
        Server again = nodes.start(folder, Map.of());
        assertThat(app.alive(again)).isTrue();
        assertThat(app.refresh(again)).isEqualTo(200);
    }

    private Process rewrap() throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(Program.ofThisBuild().arguments());
        command.addAll(List.of("keys", "rewrap", "--data", folder.toString(), "--db", nodes.jdbcUrl()));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().keySet().removeIf(name -> name.startsWith("VOUCHSAFE_"));
        // As long as the test needs to look.
        builder.environment().put("VOUCHSAFE_DB_LOCK_TIMEOUT", "5m");
        builder.environment().put("VOUCHSAFE_DB_STATEMENT_TIMEOUT", "6m");
        builder.environment().put("VOUCHSAFE_DB_SOCKET_TIMEOUT", "7m");
        builder.environment().put("VOUCHSAFE_DB_JOB_TIMEOUT", "8m");
        return builder.start();
    }

    private boolean waits(String table) throws SQLException {
        return nodes.sql()
                .sql("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted AND relation = :table::regclass")
                .param("table", table)
                .query(Boolean.class)
                .single();
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
