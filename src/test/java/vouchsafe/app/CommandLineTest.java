package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.ProjectApp;

/** The commands beside {@code serve}, on a folder nobody serves and on one somebody does. */
@Tag("slow")
class CommandLineTest {

    @TempDir
    Path folder;

    private Map<String, String> environment() {
        return Map.of("VOUCHSAFE_DATA_DIR", folder.resolve("data").toString());
    }

    private VouchsafeProcess.Ended vouchsafe(String input, String... arguments) {
        return InThisProcess.run(input, environment(), arguments);
    }

    /** The same, by a process of its own: once for each command. */
    private VouchsafeProcess.Ended apart(String input, String... arguments) {
        return VouchsafeProcess.run(input, environment(), arguments);
    }

    private VouchsafeProcess.Ended createMember(String username, String password) {
        return vouchsafe(password + "\n", memberCreate(username));
    }

    private static String[] memberCreate(String username) {
        return new String[] {
            "member",
            "create",
            "--username",
            username,
            "--email",
            username + "@example.org",
            "--admin",
            "--password-stdin"
        };
    }

    private VouchsafeProcess.Ended createProject(String name) throws Exception {
        return vouchsafe("", projectCreate(name));
    }

    private String[] projectCreate(String name) throws Exception {
        Path file = Files.writeString(folder.resolve("project.json"), ProjectApp.FORM.formatted(name));
        return new String[] {"project", "create", "--file", file.toString(), "--coordinator", "ada", "--json"};
    }

    private VouchsafeProcess.Ended createProject(String name, String kind) throws Exception {
        String fields = ProjectApp.FORM
                .formatted(name)
                .replace("\"enrollment_url\"", "\"consent_text\": \"Read *this*.\", \"ignored\"");
        Path file = Files.writeString(folder.resolve(kind + ".json"), fields);
        return vouchsafe(
                "", "project", "create", "--kind", kind, "--file", file.toString(), "--coordinator", "ada", "--json");
    }

    private static String[] approve(String slug, String reviewer, String reason) {
        return new String[] {"project", "approve", slug, "--reviewer", reviewer, "--reason", reason};
    }

    @Test
    void commands_work_while_the_server_is_stopped_and_while_it_runs() throws Exception {
        assertThat(apart("correct horse\n", memberCreate("ada"))).satisfies(ended -> {
            assertThat(ended.exitCode()).isZero();
            assertThat(ended.out()).contains("administrator ada created");
        });
        JsonNode project = JsonMapper.shared()
                .readTree(apart("", projectCreate("Steps and sleep")).out());
        assertThat(project.get("slug").asString()).isEqualTo("steps-and-sleep");
        assertThat(project.get("id").isInt()).isTrue();
        assertThat(project.get("client_id").asString()).hasSize(40);
        assertThat(project.get("client_secret").asString()).hasSize(64);
        assertThat(project.get("master_access_token").asString()).hasSize(64);

        try (VouchsafeProcess server = VouchsafeProcess.serve(folder.resolve("data"))) {
            assertThat(apart("correct horse\n", memberCreate("ADA"))).satisfies(ended -> {
                assertThat(ended.exitCode()).isEqualTo(1);
                assertThat(ended.err()).isEqualTo("vouchsafe: the username ADA is taken\n");
            });
            assertThat(createMember("grace", "correct horse").exitCode()).isZero();
            assertThat(hashes(server.databaseUrl()))
                    .hasSize(2)
                    .allMatch(hash -> hash.startsWith("{argon2id}$argon2id$v=19$m=19456,t=2,p=1$"));
            assertThat(vouchsafe("", approve("steps-and-sleep", "ada", "Read it all."))
                            .err())
                    .startsWith("vouchsafe: ");
            assertThat(apart("", approve("steps-and-sleep", "grace", "Read it all.")))
                    .satisfies(ended -> {
                        assertThat(ended.exitCode()).isZero();
                        assertThat(ended.out()).contains("approved");
                    });
            JsonNode second = JsonMapper.shared()
                    .readTree(createProject("Steps and sleep").out());
            assertThat(second.get("slug").asString()).startsWith("steps-and-sleep-");
            JsonNode onSite = JsonMapper.shared()
                    .readTree(createProject("Tea and sleep", "on-site").out());
            assertThat(onSite.propertyNames()).containsExactly("id", "slug", "master_access_token");
            assertThat(server.status("/direct-sharing/projects/on-site/join/tea-and-sleep/"))
                    .isEqualTo(302);
            assertThat(createProject("Tea and rest", "elsewhere").err()).contains("--kind is oauth2 or on-site");
            JsonNode client = JsonMapper.shared()
                    .readTree(vouchsafe(
                                    "",
                                    "client",
                                    "create",
                                    "--name",
                                    "An app",
                                    "--redirect-uri",
                                    "https://example.org/callback",
                                    "--json")
                            .out());
            assertThat(client.propertyNames()).containsExactly("id", "client_id", "client_secret");
            assertThat(server.status("/health/ready")).isEqualTo(200);
        }
    }

    private static List<String> hashes(String database) {
        return JdbcClient.create(new DriverManagerDataSource(database))
                .sql("SELECT password_hash FROM members")
                .query(String.class)
                .list();
    }

    @Test
    void wrong_commands_say_what_is_wrong() throws Exception {
        assertThat(createMember("ada", "short")).satisfies(ended -> {
            assertThat(ended.exitCode()).isEqualTo(2);
            assertThat(ended.err()).contains("at least 8 characters").doesNotContain("short");
        });
        assertThat(createMember("not a name", "correct horse").err()).contains("digits and underscores only");
        assertThat(createProject("Nobody's")).satisfies(ended -> {
            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.err()).isEqualTo("vouchsafe: there is no member ada\n");
            assertThat(ended.out()).isEmpty();
        });
        Path file = Files.writeString(folder.resolve("list.json"), "[]");
        assertThat(vouchsafe("", "project", "create", "--file", file.toString(), "--coordinator", "ada")
                        .err())
                .contains("one JSON object");
    }
}
