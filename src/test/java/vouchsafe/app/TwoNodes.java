package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.ProjectApp;
import vouchsafe.db.DebianPostgres;

/** What nodes of one service have in common: a database, a key, an address, and a folder for files. */
record TwoNodes(Path folder, DebianPostgres postgres, String baseUrl) {
    private static final String PASSWORD = "correct horse battery";

    /** Starts a node, or starts it again. */
    VouchsafeProcess start(String name, int port, Map<String, String> more, List<String> program) throws IOException {
        Path data = Files.createDirectories(folder.resolve(name));
        Path files = Files.createDirectories(folder.resolve("files"));
        if (!Files.exists(data.resolve("files"))) {
            Files.createSymbolicLink(data.resolve("files"), files);
        }
        Map<String, String> environment = new HashMap<>(environment());
        environment.putAll(more);
        return VouchsafeProcess.serveAt(port, data, environment, program);
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "VOUCHSAFE_DB_URL",
                postgres.jdbcUrl(),
                "VOUCHSAFE_MASTER_KEY",
                Base64.getEncoder().encodeToString(new byte[32]),
                "VOUCHSAFE_BASE_URL",
                baseUrl,
                "VOUCHSAFE_TRUSTED_PROXIES",
                "127.0.0.1"));
        // A machine that does much else takes its time, and that is not what these tests are about.
        environment.putAll(Map.of(
                "VOUCHSAFE_DB_WAIT_TIMEOUT", "60s",
                "VOUCHSAFE_DB_LOCK_TIMEOUT", "60s",
                "VOUCHSAFE_DB_STATEMENT_TIMEOUT", "90s",
                "VOUCHSAFE_DB_IDLE_TRANSACTION_TIMEOUT", "90s",
                "VOUCHSAFE_DB_SOCKET_TIMEOUT", "2m"));
        return environment;
    }

    /** Makes the people of a load and their project, with the commands of a release. */
    MixedLoad.People people(List<String> program) throws IOException {
        for (String name : List.of("ada", "bob", "carol", "dora")) {
            command(
                    program,
                    PASSWORD + "\n",
                    "member",
                    "create",
                    "--username",
                    name,
                    "--email",
                    name + "@example.org",
                    "--password-stdin");
        }
        Path file = Files.writeString(folder.resolve("project.json"), ProjectApp.FORM.formatted("Nights"));
        String made =
                command(program, "", "project", "create", "--file", file.toString(), "--coordinator", "ada", "--json");
        return new MixedLoad.People(
                new ProjectApp(JsonMapper.shared().readTree(made)), PASSWORD, "bob", "carol", "dora");
    }

    private String command(List<String> program, String input, String... arguments) {
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("VOUCHSAFE_DATA_DIR", folder.resolve("commands").toString());
        VouchsafeProcess.Ended ended = VouchsafeProcess.run(program, input, environment, arguments);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return ended.out();
    }

    /** Everything that the load was answered for is there, once. */
    void assertNothingIsLost(MixedLoad load) {
        load.assertNothingIsLost();
        assertThat(load.annotations()).isEqualTo(load.count("annotation"));
        int mails = 3 * load.count("message");
        await().untilAsserted(
                        () -> assertThat(postgres.read("SELECT count(*) FROM mails WHERE kind = 'project-message'"))
                                .isEqualTo(Integer.toString(mails)));
    }
}
