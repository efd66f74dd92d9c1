package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded PostgreSQL, which refuses to be root, under root and under others. Needs root, and setpriv, to play them. */
@Tag("slow")
@Order(1)
class PostgresUserTest {
    private static final int NOBODY = 65_534;

    @TempDir
    Path folder;

    @BeforeEach
    void only_root_can_play_others() throws IOException {
        assumeThat(new UnixSystem().getUid()).as("root plays other users").isZero();
        assumeThat(Path.of("/usr/bin/setpriv")).exists();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void a_user_without_a_home_runs_it() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setAttribute(data, "unix:uid", NOBODY);
        List<String> asNobody = List.of(
                "/usr/bin/setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--inh-caps=-all");
        try (VouchsafeProcess server =
                VouchsafeProcess.serve(data, asNobody, Map.of("HOME", "/nonexistent"), readable())) {
            assertThat(server.status("/health/ready")).isEqualTo(200);
            assertThat((int) Files.getAttribute(data.resolve("postgres"), "unix:uid"))
                    .isEqualTo(NOBODY);
        }
    }

    @Test
    void root_without_user_namespaces_lets_another_user_run_it() throws IOException {
        Path data = folder.resolve("data");
        Map<String, String> withoutUnshare =
                Map.of("PATH", programs("setpriv", "id").toString());
        try (VouchsafeProcess server = VouchsafeProcess.serve(
                data, List.of(), withoutUnshare, Program.ofThisBuild().arguments())) {
            assertThat(server.status("/health/ready")).isEqualTo(200);
            assertThat((int) Files.getAttribute(data.resolve("postgres"), "unix:uid"))
                    .isNotZero();
            server.kill();
        }
        // Whoever owns the rows runs them, also where namespaces work; the orphan of the killed server goes first.
        try (VouchsafeProcess server = VouchsafeProcess.serve(data)) {
            assertThat(server.status("/health/ready")).isEqualTo(200);
        }
    }

    @Test
    void root_with_neither_is_told_what_to_do() throws IOException {
        VouchsafeProcess.Ended ended = VouchsafeProcess.run(
                "",
                Map.of("PATH", programs().toString()),
                "serve",
                "--port",
                "0",
                "--data",
                folder.resolve("data").toString());
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err())
                .contains("PostgreSQL refuses to run as root")
                .contains("Start Vouchsafe as another user")
                .contains("VOUCHSAFE_DB_URL");
    }

    /** A folder for PATH that has these programs and no others. */
    private Path programs(String... names) throws IOException {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String name : names) {
            Files.createSymbolicLink(programs.resolve(name), Path.of("/usr/bin", name));
        }
        return programs;
    }

    /** The program, copied to where every user can read it: Maven keeps its libraries in root's home. */
    private List<String> readable() throws IOException {
        Path copies = Files.createDirectory(folder.resolve("classes"));
        StringJoiner classPath = new StringJoiner(File.pathSeparator);
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path source = Path.of(entry);
            Path copy = copies.resolve(number++ + "-" + source.getFileName());
            if (!Files.exists(source)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(source)) {
                for (Path file : files.toList()) {
                    Path target = copy.resolve(source.relativize(file).toString());
                    Files.copy(file, file.equals(source) ? copy : target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            classPath.add(copy.toString());
        }
        return Program.arguments(classPath.toString());
    }
}
