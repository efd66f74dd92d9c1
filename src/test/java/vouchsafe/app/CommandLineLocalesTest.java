package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import vouchsafe.ProjectApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Password;
import vouchsafe.accounts.TestAccounts;
import vouchsafe.db.DatabaseSettings;

/**
 * Text on the command line, in variables, in names of files and on standard input, by the launcher under every locale. Commands
 * stand in scripts, so that their bytes are those written here and not what the locale of the tests makes of them.
 */
@Tag("slow")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class CommandLineLocalesTest {
    private static final String NAME =
            "Zo\u00eb Zoe\u0308 \ud83d\udc69\u200d\ud83d\udc67 \u05e9\u05dc\u05d5\u05dd \u202f= \"q\" $x";
    private static final String PASSWORD = "caf\u00e9\u00a0au \ud55c\uae00";
    private static final List<Map<String, String>> LOCALES = List.of(
            Map.of("LC_ALL", "C"),
            Map.of("LC_ALL", "POSIX"),
            Map.of("LC_ALL", "en_US.ISO-8859-1"),
            Map.of("LC_ALL", "C.UTF-8"),
            Map.of("LC_ALL", "de_DE.UTF-8"),
            Map.of("LC_CTYPE", "nowhere"),
            Map.of("LANG", "C"),
            Map.of());

    @TempDir
    Path folder;

    private Path home;
    private String database;

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(home.resolve("target/lib"));
        Path script = Files.copy(Path.of("vouchsafe"), home.resolve("vouchsafe"));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        StringBuilder classPath = new StringBuilder();
        for (String library : Program.libraries()) {
            Path path = Path.of(library);
            Files.createSymbolicLink(home.resolve("target/lib").resolve(path.getFileName()), path.toAbsolutePath());
            classPath.append("lib/").append(path.getFileName()).append(' ');
        }
        Program.writeJar("vouchsafe.app.Vouchsafe", classPath.toString(), home.resolve("target/vouchsafe.jar"));
        String name = "locales_" + UUID.randomUUID().toString().replace('-', '_');
        TestServer.shared()
                .bean(JdbcClient.class)
                .sql("CREATE DATABASE " + name)
                .update();
        database = TestServer.shared()
                .bean(DatabaseSettings.class)
                .jdbcUrl()
                .replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + name);
    }

    private VouchsafeProcess.Ended run(Map<String, String> locale, String lines, Charset bytes) throws Exception {
        Path script = folder.resolve("script");
        Files.write(script, lines.getBytes(bytes));
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("VOUCHSAFE_") || name.startsWith("LC_"));
        builder.environment().remove("LANG");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PROGRAM", home.resolve("vouchsafe").toString());
        builder.environment().put("FOLDER", folder.toString());
        builder.environment().put("VOUCHSAFE_DB_URL", database);
        builder.environment().putAll(locale);
        Process process = builder.redirectError(err.toFile()).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return new VouchsafeProcess.Ended(process.exitValue(), out, Files.readString(err, bytes));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private List<String> column(String select) {
        return JdbcClient.create(new DriverManagerDataSource(database))
                .sql(select)
                .query(String.class)
                .list();
    }

    @Test
    void arguments_and_variables_are_read_and_written_alike_under_every_locale() throws Exception {
        for (Map<String, String> locale : LOCALES) {
            VouchsafeProcess.Ended argument = run(
                    locale,
                    "\"$PROGRAM\" client create --redirect-uri https://app.example.org/ --name x --grant-type "
                            + quoted(NAME),
                    StandardCharsets.UTF_8);
            assertThat(argument.err()).as(locale.toString()).endsWith("client_credentials, not " + NAME + "\n");
            VouchsafeProcess.Ended variable = run(
                    locale,
                    "VOUCHSAFE_PORT=" + quoted(NAME) + " \"$PROGRAM\" client create --name x",
                    StandardCharsets.UTF_8);
            assertThat(variable.err()).as(locale.toString()).contains(NAME);
        }
    }

    @Test
    void what_is_stored_is_what_was_written_and_files_are_found_by_their_names() throws Exception {
        String folders = " --data \"$FOLDER/d\u00e4t\u00e4 \ud83d\ude00\"";
        VouchsafeProcess.Ended member = run(
                Map.of("LC_ALL", "C"),
                "printf '%s\\n' " + quoted(PASSWORD) + " | \"$PROGRAM\" member create --username locale"
                        + " --email locale@example.org --password-stdin --name " + quoted(NAME) + folders,
                StandardCharsets.UTF_8);
        assertThat(member.exitCode()).as(member.err()).isZero();
        assertThat(column("SELECT name FROM members")).containsExactly(NAME);
        assertThat(TestAccounts.opens(
                        new Password("cafe\u0301 au \u1112\u1161\u11ab\u1100\u1173\u11af"),
                        column("SELECT password_hash FROM members").getFirst()))
                .isTrue();
        VouchsafeProcess.Ended project = run(
                Map.of("LC_ALL", "POSIX"),
                "printf '%s' " + quoted(ProjectApp.FORM.formatted("Schl\u00e4f \ud83d\ude00"))
                        + " > \"$FOLDER/proj\u00e9kt \ud83d\ude00.json\"\n\"$PROGRAM\" project create"
                        + " --file \"$FOLDER/proj\u00e9kt \ud83d\ude00.json\" --coordinator locale" + folders,
                StandardCharsets.UTF_8);
        assertThat(project.out()).as(project.err()).contains("project Schl\u00e4f \ud83d\ude00 created");
        assertThat(column("SELECT name FROM projects")).containsExactly("Schl\u00e4f \ud83d\ude00");
    }

    @Test
    void bytes_of_another_character_set_are_refused_in_words() throws Exception {
        VouchsafeProcess.Ended argument = run(
                Map.of("LC_ALL", "C"),
                "echo 'correct horse' | \"$PROGRAM\" member create --username latin --email latin@example.org"
                        + " --name 'Zo\u00eb' --password-stdin",
                StandardCharsets.ISO_8859_1);
        assertThat(argument.exitCode()).as(argument.err()).isEqualTo(2);
        assertThat(argument.err())
                .contains("not written in the character set of this locale")
                .contains("UTF-8");
        VouchsafeProcess.Ended input = run(
                Map.of("LC_ALL", "C"),
                "printf 'caf\\351 au lait\\n' | \"$PROGRAM\" member create --username latin --email latin@example.org"
                        + " --password-stdin",
                StandardCharsets.UTF_8);
        assertThat(input.exitCode()).as(input.err()).isEqualTo(2);
        assertThat(input.err()).contains("is not UTF-8");
        VouchsafeProcess.Ended variable = run(
                Map.of("LC_ALL", "C"),
                "VOUCHSAFE_BASE_URL=\"$(printf 'http://caf\\351')\" \"$PROGRAM\" client create --name x"
                        + " --redirect-uri https://app.example.org/cb",
                StandardCharsets.UTF_8);
        assertThat(variable.exitCode()).as(variable.err()).isEqualTo(2);
        assertThat(variable.err()).contains("VOUCHSAFE_BASE_URL");
    }
}
