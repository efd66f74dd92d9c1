package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: stopped, killed, and started again. */
@Tag("slow")
@Order(1)
class RestartTest {
    @TempDir
    Path folder;

    @Test
    void a_stopped_server_leaves_nothing_behind_and_starts_again_whatever_a_stale_file_says() throws Exception {
        ProcessHandle postgres;
        CommittedRows rows = new CommittedRows();
        try (VouchsafeProcess server = VouchsafeProcess.serve(folder.resolve("data"))) {
            postgres = server.postgres();
            rows.writeTo(server.databaseUrl());
            rows.await(100);
            assertThat(server.stop()).isZero();
        }
        assertThat(postgres.isAlive()).isFalse();
        assertThat(folder.resolve("data/postgres/postmaster.pid")).doesNotExist();
        assertThat(folder.resolve("data/server.json")).doesNotExist();
        // A stale file with the id of a process that lives and is no PostgreSQL: this one.
        Files.writeString(
                folder.resolve("data/postgres/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + folder.resolve("data/postgres") + "\n1\n5432\n\n127.0.0.1\n");
        try (VouchsafeProcess server = VouchsafeProcess.serve(folder.resolve("data"))) {
            assertThat(rows.lost(server.databaseUrl())).isEmpty();
        }
    }

    @Test
    void a_killed_server_and_its_orphaned_postgres_lose_nothing() throws Exception {
        Path data = folder.resolve("data");
        ProcessHandle orphan;
        CommittedRows rows = new CommittedRows();
        try (VouchsafeProcess server = VouchsafeProcess.serve(data)) {
            orphan = server.postgres();
            rows.writeTo(server.databaseUrl());
            rows.await(200);
            server.kill();
        }
        assertThat(orphan.isAlive()).isTrue();
        try (VouchsafeProcess server = VouchsafeProcess.serve(data)) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(rows.lost(server.databaseUrl())).isEmpty();
            rows.writeTo(server.databaseUrl());
            rows.await(400);
            ProcessHandle postgres = server.postgres();
            server.kill();
            VouchsafeProcess.kill(postgres);
        }
        try (VouchsafeProcess server = VouchsafeProcess.serve(data)) {
            assertThat(rows.lost(server.databaseUrl())).isEmpty();
        }
    }

    @Test
    void a_killed_postgres_is_started_again_under_the_running_server() throws Exception {
        CommittedRows rows = new CommittedRows();
        try (VouchsafeProcess server = VouchsafeProcess.serve(folder.resolve("data"))) {
            rows.writeTo(server.databaseUrl());
            rows.await(200);
            VouchsafeProcess.kill(server.postgres());
            // For a moment the server does not know yet, and still calls itself ready.
            while (server.status("/health/ready") != 200 || !answers(server.databaseUrl())) {
                assertThat(server.status("/health/live")).isEqualTo(200);
                Thread.sleep(50);
            }
            assertThat(rows.lost(server.databaseUrl())).isEmpty();
        }
    }

    private static boolean answers(String databaseUrl) {
        try (Connection connection = DriverManager.getConnection(databaseUrl)) {
            return connection.isValid(60);
        } catch (SQLException away) {
            return false;
        }
    }

    @Test
    void the_data_folder_is_private_and_has_one_server() throws Exception {
        Path data = folder.resolve("data");
        try (VouchsafeProcess server = VouchsafeProcess.serve(data)) {
            assertThat(permissions(data)).isEqualTo("rwx------");
            assertThat(permissions(data.resolve("postgres"))).isEqualTo("rwx------");
            assertThat(permissions(data.resolve("logs"))).isEqualTo("rwx------");
            assertThat(permissions(data.resolve("server.json"))).isEqualTo("rw-------");
            assertThat(permissions(data.resolve("master.key"))).isEqualTo("rw-------");
            assertThat(permissions(data.resolve("postgres.password"))).isEqualTo("rw-------");

            VouchsafeProcess.Ended second =
                    VouchsafeProcess.run("", Map.of(), "serve", "--port", "0", "--data", data.toString());
            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.err())
                    .contains("the data folder " + data + " is in use by process")
                    .contains("--data");
            assertThat(server.status("/health/ready")).isEqualTo(200);
        }
    }

    @Test
    void rows_of_another_postgres_are_refused_with_advice() throws Exception {
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve("postgres"));
        Files.writeString(data.resolve("postgres/PG_VERSION"), "9\n");
        VouchsafeProcess.Ended ended =
                VouchsafeProcess.run("", Map.of(), "serve", "--port", "0", "--data", data.toString());
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err())
                .contains("were written by PostgreSQL 9")
                .contains("apt install postgresql-9", "vouchsafe backup FILE");
    }

    @Test
    void unknown_settings_are_refused() {
        VouchsafeProcess.Ended variable = VouchsafeProcess.run(
                "", Map.of("VOUCHSAFE_BASE_ULR", "https://example.org"), "serve", "--data", folder.toString());
        assertThat(variable.exitCode()).isEqualTo(2);
        assertThat(variable.err()).contains("VOUCHSAFE_BASE_ULR").contains("did you mean VOUCHSAFE_BASE_URL?");
        VouchsafeProcess.Ended option = InThisProcess.run("", Map.of(), "serve", "--prot", "80");
        assertThat(option.exitCode()).isEqualTo(2);
        assertThat(option.err()).contains("--prot").contains("--port");
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
