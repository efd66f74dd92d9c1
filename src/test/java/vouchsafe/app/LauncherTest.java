package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import vouchsafe.TestServer;
import vouchsafe.db.DatabaseSettings;

/** The launcher itself, on an installation of its own: what it trains, apart from whom, and for how long. */
@Tag("slow")
@Order(1)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class LauncherTest {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final String MASTER_KEY = "b3V0IG9mIHRoZSB3YXkgb2YgdHJhaW5pbmcuLi4uLi4=";

    private static final Pattern HEAP = Pattern.compile(" -Xmx([0-9]+)m ");

    @TempDir
    Path folder;

    private Path home;
    private Path temporary;

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        temporary = Files.createDirectory(folder.resolve("tmp"));
        Files.createDirectories(home.resolve("target/lib"));
        Path script = Files.copy(Path.of("vouchsafe"), home.resolve("vouchsafe"));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        writeJar("vouchsafe.app.Vouchsafe", home.resolve("target/vouchsafe.jar"));
    }

    /** What a test started and did not see ending ends here. */
    @AfterEach
    void end_what_is_left() {
        ours().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void training_is_refused_wherever_a_setting_could_reach_it() throws Exception {
        for (Setting setting : Setting.values()) {
            assertThatThrownBy(() -> TrainCommand.rejectVariables(Set.of("PATH", "HOME", setting.variable())))
                    .as(setting.variable())
                    .isInstanceOf(InvalidSettings.class)
                    .hasMessageContaining(setting.variable() + " is set");
        }
        for (String other : List.of(
                "VOUCHSAFE_CONFIG",
                "VOUCHSAFE_JAVA_OPTIONS",
                "VOUCHSAFE_NOT_THOUGHT_OF_YET",
                "JAVA_TOOL_OPTIONS",
                "JDK_JAVA_OPTIONS",
                "SPRING_APPLICATION_JSON",
                "SERVER_PORT",
                "AWS_SECRET_ACCESS_KEY",
                "PGPASSWORD")) {
            assertThatThrownBy(() -> TrainCommand.rejectVariables(Set.of("PATH", other)))
                    .as(other)
                    .hasMessageContaining(other + " is set");
        }
        TrainCommand.rejectVariables(Set.of("PATH", "HOME", "TMPDIR", "XDG_CACHE_HOME", "LANG", "LC_ALL", "LC_CTYPE"));

        String database = emptyDatabase();
        String data = folder.resolve("data").toString();
        assertThat(VouchsafeProcess.run("", Map.of("VOUCHSAFE_DB_URL", database), "train", "--data", data))
                .satisfies(ended -> {
                    assertThat(ended.exitCode()).isEqualTo(2);
                    assertThat(ended.err()).contains("VOUCHSAFE_DB_URL is set").doesNotContain("jdbc:");
                });
        assertThat(InThisProcess.run("", Map.of(), "train", "--data", data, "--db", database))
                .satisfies(ended -> {
                    assertThat(ended.exitCode()).isEqualTo(2);
                    assertThat(ended.err()).contains("--db");
                });
        Path file = Files.writeString(folder.resolve("vouchsafe.properties"), "db-url=" + database + "\n");
        assertThat(InThisProcess.run("", Map.of(), "train", "--data", data, "--config", file.toString())
                        .exitCode())
                .isEqualTo(2);
        assertThat(InThisProcess.run("", Map.of(), "train").exitCode()).isEqualTo(2);
        // An environment with nothing in it, and a folder with a configuration in it.
        assertThat(launcher(Map.of("PATH", String.valueOf(System.getenv("PATH"))), "train", "--data", folder.toString())
                        .withoutEnvironment()
                        .end())
                .satisfies(ended -> {
                    assertThat(ended.exitCode()).isEqualTo(2);
                    assertThat(ended.err()).contains(folder + " has something in it");
                });
        assertThat(tables(database)).isEmpty();
        assertThat(Path.of(data)).doesNotExist();
    }

    @Test
    void a_fresh_build_trains_apart_from_what_it_serves_and_leaves_the_caches_of_others() throws Exception {
        String database = emptyDatabase();
        Map<String, String> production = Map.of(
                "VOUCHSAFE_DB_URL",
                database,
                "VOUCHSAFE_MASTER_KEY",
                MASTER_KEY,
                "VOUCHSAFE_SMTP_HOST",
                "smtp.example.org",
                "VOUCHSAFE_S3_SECRET_KEY",
                "not for training",
                "VOUCHSAFE_JAVA_OPTIONS",
                "-Dserver.port=1 -Dspring.datasource.url=" + database,
                "SERVER_ADDRESS",
                "203.0.113.1",
                "PATH",
                maven() + File.pathSeparator + System.getenv("PATH"));
        Path caches = Files.createDirectories(home.resolve("target/aot"));
        Path others = Files.writeString(caches.resolve("1-1.2-2.aot"), "somebody's");

        // A build that can't be trained: what there was before stays.
        writeJar("vouchsafe.app.NobodyHome", folder.resolve("built.jar"));
        buildAndFailToServe(production);
        Path failed = only(caches, ".aot.failed");
        String use = failed.getFileName().toString().replaceFirst("\\..*", "");
        Path before = Files.writeString(caches.resolve(use + ".3-3.aot"), "ours, of the build before");
        writeJar("vouchsafe.app.NobodyHomeEither", folder.resolve("built.jar"));
        buildAndFailToServe(production);
        assertThat(before).exists();
        assertThat(others).exists();

        // One that can.
        writeJar("vouchsafe.app.Vouchsafe", folder.resolve("built.jar"));
        buildAndFailToServe(production);
        assertThat(tables(database)).isEmpty();
        assertThat(others).hasContent("somebody's");
        try (Stream<Path> left = Files.list(caches)) {
            assertThat(left.filter(path -> !path.equals(others)))
                    .singleElement()
                    .satisfies(cache -> assertThat(cache.getFileName().toString())
                            .startsWith(use + ".")
                            .endsWith(".aot"));
        }
        assertThat(temporary).isEmptyDirectory();
        assertThat(ours()).isEmpty();
        assertThat(launcher(Map.of("VOUCHSAFE_JAVA_OPTIONS", "-XX:AOTMode=on"), "--version")
                        .end()
                        .exitCode())
                .as("Java takes the cache")
                .isZero();
    }

    @Test
    void nothing_is_trained_behind_a_server_that_is_gone() throws Exception {
        Path caches = home.resolve("target/aot");
        Process early = launcher(Map.of(), "serve", "--port", "0", "--data", folder + "/one")
                .start();
        await("the server starts", () -> Files.exists(folder.resolve("one/lock")));
        early.destroyForcibly().waitFor();
        await("whoever waited to train gives up", () -> ours().noneMatch(process -> !serves(process)));
        assertThat(caches).isEmptyDirectory();

        Process late = launcher(Map.of(), "serve", "--port", "0", "--data", folder + "/two")
                .start();
        await("training has a database", () -> started("postmaster.pid"));
        late.destroyForcibly().waitFor();
        await("training ends with its server", () -> ours().noneMatch(process -> !serves(process)));
        assertThat(caches).isEmptyDirectory();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void sources_newer_than_the_build_stop_a_start_without_a_terminal() throws Exception {
        Path sources = Files.createDirectories(home.resolve("src/main"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.setLastModifiedTime(sources, FileTime.from(Instant.now().plusSeconds(60)));
        Map<String, String> environment = Map.of("PATH", maven() + File.pathSeparator + System.getenv("PATH"));
        assertThat(launcher(environment, "serve", "--prot", "1").end()).satisfies(ended -> {
            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.err()).contains("newer than what was built", "mvn -DskipTests package");
        });
        assertThat(launcher(environment, "--version").end().exitCode()).isZero();
    }

    @Test
    void the_heap_is_a_part_of_the_memory_or_what_the_operator_says() throws Exception {
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25\"\n");
        Files.writeString(java, "#!/bin/sh\necho \"$@\" >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Map<String, String> echo = Map.of("JAVA_HOME", folder.resolve("jdk").toString());

        Matcher said = HEAP.matcher(launcher(echo, "--version").end().err());
        assertThat(said.find()).isTrue();
        assertThat(Integer.parseInt(said.group(1))).isBetween(128, 1024);
        Map<String, String> given = new HashMap<>(echo);
        for (String size : List.of("96m", "3G", "1500000k", "134217728")) {
            given.put("VOUCHSAFE_HEAP", size);
            assertThat(launcher(given, "--version").end().err()).contains(" -Xmx" + size + " ");
        }
        for (String wrong : List.of("much", "m", "1g -version", "1mm", "0", "$(id)", "1.5g", "-1")) {
            given.put("VOUCHSAFE_HEAP", wrong);
            assertThat(launcher(given, "--version").end()).satisfies(ended -> {
                assertThat(ended.exitCode()).as(wrong).isEqualTo(2);
                assertThat(ended.err()).contains("VOUCHSAFE_HEAP must be a size");
            });
        }
    }

    /** The launcher builds, trains, and becomes a program that refuses the option; so only training could write. */
    private void buildAndFailToServe(Map<String, String> environment) throws Exception {
        Files.createDirectories(home.resolve("src/main"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.delete(home.resolve("target/vouchsafe.jar"));
        VouchsafeProcess.Ended ended =
                launcher(environment, "serve", "--prot", "1").end();
        assertThat(ended.err()).contains("preparing quick starts");
        assertThat(ended.exitCode()).isNotZero();
    }

    /** A Maven that brings what was built before. */
    private Path maven() throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        Path maven = Files.writeString(
                programs.resolve("mvn"), "#!/bin/sh\ncp '" + folder.resolve("built.jar") + "' target/vouchsafe.jar\n");
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
        return programs;
    }

    private static String emptyDatabase() {
        String name = "training_" + UUID.randomUUID().toString().replace('-', '_');
        TestServer.shared()
                .bean(JdbcClient.class)
                .sql("CREATE DATABASE " + name)
                .update();
        return TestServer.shared()
                .bean(DatabaseSettings.class)
                .jdbcUrl()
                .replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + name);
    }

    private static List<String> tables(String database) {
        return JdbcClient.create(new DriverManagerDataSource(database))
                .sql("SELECT tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")
                .query(String.class)
                .list();
    }

    private boolean started(String file) {
        try (Stream<Path> files = Files.find(temporary, 3, (path, kind) -> path.endsWith("postgres/" + file))) {
            return files.findAny().isPresent();
        } catch (IOException | RuntimeException changing) {
            return false;
        }
    }

    private static Path only(Path caches, String ending) throws IOException {
        try (Stream<Path> files = Files.list(caches)) {
            return files.filter(path -> path.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Every process of this installation. */
    private Stream<ProcessHandle> ours() {
        return ProcessHandle.allProcesses().filter(process -> of(process).contains(folder.toString()));
    }

    /** The database of a server that was killed: the next start would end it. */
    private boolean serves(ProcessHandle process) {
        return of(process).contains(folder + "/one/postgres") || of(process).contains(folder + "/two/postgres");
    }

    private static String of(ProcessHandle process) {
        return process.info().commandLine().orElse("") + " ";
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(end);
            Thread.sleep(100);
        }
    }

    private Launch launcher(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(home.resolve("vouchsafe").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("VOUCHSAFE_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TMPDIR", temporary.toString());
        builder.environment().putAll(environment);
        return new Launch(builder, folder);
    }

    private record Launch(ProcessBuilder builder, Path folder) {
        /** With nothing in it but what finds a JDK; the JDK is named by a link, since its variable would be one too many. */
        Launch withoutEnvironment() throws IOException {
            Path programs = Files.createDirectories(folder.resolve("java-only"));
            Files.createSymbolicLink(programs.resolve("java"), Path.of(System.getProperty("java.home"), "bin/java"));
            builder.environment().clear();
            builder.environment().put("PATH", programs + File.pathSeparator + System.getenv("PATH"));
            return this;
        }

        Process start() throws IOException {
            return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }

        VouchsafeProcess.Ended end() throws IOException, InterruptedException {
            Path err = Files.createTempFile(folder, "launcher", ".err");
            Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(err.toFile())
                    .start();
            await("the launcher ends", () -> !process.isAlive());
            return new VouchsafeProcess.Ended(process.exitValue(), "", Files.readString(err));
        }
    }

    /** This build as a jar beside links to its libraries, as Maven packs it. */
    private void writeJar(String mainClass, Path file) throws IOException {
        StringBuilder classPath = new StringBuilder();
        for (String library : Program.libraries()) {
            Path path = Path.of(library);
            Path link = home.resolve("target/lib").resolve(path.getFileName());
            if (!Files.exists(link)) {
                Files.createSymbolicLink(link, path.toAbsolutePath());
            }
            classPath.append("lib/").append(path.getFileName()).append(' ');
        }
        Program.writeJar(mainClass, classPath.toString(), file);
    }
}
