package vouchsafe.installed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package: installed with dpkg in a copy of this system, upgraded, removed and purged. Needs root. */
class DebianPackageIT {
    /** Said instead of a process id where no copy can be made. */
    private static final String HERE = "here";

    private static final String UNIT = "/lib/systemd/system/vouchsafe.service";

    @TempDir
    private static Path folder;

    private static Process copy;
    private static String id;

    @BeforeAll
    static void enter() throws IOException {
        // The server's user reads what lies here.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.copy(Artefacts.debianPackage(), folder.resolve("vouchsafe.deb"), StandardCopyOption.REPLACE_EXISTING);
        copy = new ProcessBuilder("src/test/resources/installed/copy-of-this-system", folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        id = new BufferedReader(new InputStreamReader(copy.getInputStream(), StandardCharsets.UTF_8)).readLine();
        assertThat(id).as("a copy of this system, which only root can make").isNotNull();
    }

    @AfterAll
    static void leave() throws IOException {
        copy.getOutputStream().close();
    }

    private static InstalledProgram inside(String... command) {
        List<String> all = new ArrayList<>(
                id.equals(HERE) ? List.of() : List.of("nsenter", "--target", id, "--mount", "--root", "--wdns=/"));
        all.addAll(List.of(command));
        return new InstalledProgram(all, Map.of("LC_ALL", "C.UTF-8", "DEBIAN_FRONTEND", "noninteractive"));
    }

    private static String outside(String file) {
        return (id.equals(HERE) ? folder : Path.of("/tmp/outside"))
                .resolve(file)
                .toString();
    }

    private static String output(String... command) {
        return inside(command).run("").done();
    }

    @Test
    void it_installs_serves_upgrades_and_goes_and_the_data_stays() throws IOException {
        output("dpkg", "--install", outside("vouchsafe.deb"));
        assertThat(output("getent", "passwd", "vouchsafe")).contains(":/var/lib/vouchsafe:");
        assertThat(output("stat", "-c", "%a %U %G %n", "/var/lib/vouchsafe", "/etc/vouchsafe/vouchsafe.properties"))
                .isEqualTo("""
                    700 vouchsafe vouchsafe /var/lib/vouchsafe
                    640 root vouchsafe /etc/vouchsafe/vouchsafe.properties
                    """);
        assertThat(output("man", "--warnings", "-E", "UTF-8", "-l", "/usr/share/man/man1/vouchsafe.1.gz"))
                .contains("vouchsafe project create");

        InstalledProgram.Ended unit = inside("systemd-analyze", "verify", UNIT).run("");
        assertThat(unit.done() + unit.err()).doesNotContain("vouchsafe.service:");
        output("systemd-analyze", "security", "--offline=yes", "--threshold=25", UNIT);

        InstalledProgram program = inside("/usr/bin/vouchsafe");
        assertThat(program.run("", "--version").done()).contains(Artefacts.VERSION);
        output("sh", "-c", "echo 'member-cap=7' >> /etc/vouchsafe/vouchsafe.properties");
        Files.writeString(folder.resolve("project.json"), MainJob.projectFile());
        try (InstalledProgram.Running server = program.serve("serve", "--port", "0")) {
            String status =
                    Files.readString(Path.of("/proc", "" + server.process().pid(), "status"));
            String user = output("id", "-u", "vouchsafe").strip();
            assertThat(status).contains("Uid:\t" + user + "\t" + user + "\t" + user, "CapEff:\t0000000000000000");
            new MainJob(program).walk(server.url(), outside("project.json"));
        }

        output("dpkg", "--install", outside("vouchsafe.deb"));
        assertThat(output("cat", "/etc/vouchsafe/vouchsafe.properties")).contains("member-cap=7");
        try (InstalledProgram.Running again = program.serve("serve", "--port", "0")) {
            MainJob.stillThere(again.url());
        }

        output("dpkg", "--remove", "vouchsafe");
        assertThat(output("ls", "/var/lib/vouchsafe")).contains("postgres", "master.key");
        assertThat(output("ls", "/etc/vouchsafe")).contains("vouchsafe.properties");
        InstalledProgram.Ended purged = inside("dpkg", "--purge", "vouchsafe").run("");
        assertThat(purged.done() + purged.err()).contains("the data in /var/lib/vouchsafe stays");
        assertThat(output("ls", "/var/lib/vouchsafe")).contains("postgres", "master.key");
        assertThat(output("sh", "-c", "ls -d /etc/vouchsafe /usr/lib/vouchsafe 2>/dev/null || true"))
                .isEmpty();
    }
}
