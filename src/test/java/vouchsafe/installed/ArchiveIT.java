package vouchsafe.installed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The archive: unpacked anywhere, it runs with the Java it brings and writes where it is told. */
class ArchiveIT {
    @TempDir
    private static Path folder;

    private static Path home;

    @BeforeAll
    static void unpack() {
        Artefacts.output("tar", "-xzf", Artefacts.archive().toString(), "-C", folder.toString());
        home = folder.resolve("vouchsafe-" + Artefacts.VERSION);
    }

    private static InstalledProgram program() throws IOException {
        return new InstalledProgram(
                List.of(home.resolve("vouchsafe").toString()),
                Map.of(
                        "HOME", Files.createDirectories(folder.resolve("home")).toString(),
                        "CACHE_DIRECTORY", folder.resolve("cache").toString(),
                        "VOUCHSAFE_DATA_DIR", folder.resolve("data").toString()));
    }

    @Test
    void an_unpacked_archive_does_the_main_job_and_stays_as_it_was() throws IOException {
        InstalledProgram program = program();
        Set<String> before = files();
        assertThat(program.run("", "--version").done()).startsWith("Vouchsafe " + Artefacts.VERSION);
        Path project = Files.writeString(folder.resolve("project.json"), MainJob.projectFile());
        try (InstalledProgram.Running server = program.serve("serve", "--port", "0")) {
            assertThat(server.process().info().command())
                    .hasValue(home.resolve("runtime/bin/java").toString());
            new MainJob(program).walk(server.url(), project.toString());
        }
        try (InstalledProgram.Running again = program.serve("serve", "--port", "0")) {
            MainJob.stillThere(again.url());
        }
        assertThat(files()).isEqualTo(before);
    }

    private static Set<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            Set<String> names = new TreeSet<>();
            for (Path file : files.toList()) {
                names.add(home.relativize(file) + " "
                        + (Files.isRegularFile(file) ? Files.getLastModifiedTime(file) + " " + Files.size(file) : ""));
            }
            return names;
        }
    }

    @Test
    void its_java_has_every_module_that_the_program_uses() {
        String jdeps = Path.of(System.getProperty("java.home"), "bin", "jdeps").toString();
        String used = Artefacts.output(
                jdeps,
                "--multi-release",
                "25",
                "--ignore-missing-deps",
                "-q",
                "--print-module-deps",
                "--class-path",
                home.resolve("lib") + "/*",
                home.resolve("vouchsafe.jar").toString());
        Set<String> there = new TreeSet<>();
        Artefacts.output(home.resolve("runtime/bin/java").toString(), "--list-modules")
                .lines()
                .forEach(line -> there.add(line.replaceFirst("@.*", "")));
        assertThat(used.strip().split(",")).isNotEmpty().allMatch(there::contains);
    }

    @Test
    void nothing_in_it_tells_when_or_by_whom_it_was_made() {
        List<String> entries = Artefacts.output(
                        "tar", "-tvzf", Artefacts.archive().toString(), "--full-time", "--numeric-owner")
                .lines()
                .toList();
        assertThat(entries).hasSizeGreaterThan(100);
        assertThat(entries.stream().map(line -> line.split(" +")[1]).distinct()).containsExactly("0/0");
        assertThat(entries.stream()
                        .map(line -> line.replaceFirst(".*?(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d).*", "$1"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void the_bill_of_materials_names_every_library() throws IOException {
        JsonNode bill = JsonMapper.shared().readTree(Files.readString(home.resolve("share/bom.json")));
        Set<String> named = new TreeSet<>();
        bill.path("components")
                .forEach(part -> named.add(part.path("name").asString() + "-"
                        + part.path("version").asString() + ".jar"));
        try (Stream<Path> libraries = Files.list(home.resolve("lib"))) {
            assertThat(libraries.map(file -> file.getFileName().toString()))
                    .isNotEmpty()
                    .allMatch(named::contains);
        }
    }
}
