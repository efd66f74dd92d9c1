package vouchsafe.installed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.embedded.FreePort;

/** The container image: its layers unpacked and run as an engine runs them, by a user that is nobody, on a root that can't be written. */
class ImageIT {
    @TempDir
    private static Path folder;

    private static Path root;
    private static JsonNode config;

    @BeforeAll
    static void unpack() throws IOException {
        Path image = Files.createDirectory(folder.resolve("image"));
        root = Files.createDirectory(folder.resolve("root"));
        Artefacts.output("tar", "-xf", Artefacts.image().toString(), "-C", image.toString());
        JsonNode manifest = JsonMapper.shared()
                .readTree(Files.readString(image.resolve("manifest.json")))
                .get(0);
        for (JsonNode layer : manifest.path("Layers")) {
            Artefacts.output(
                    "tar", "-xf", image.resolve(layer.asString()).toString(), "-C", root.toString(), "--no-same-owner");
        }
        // What every engine makes where it is missing.
        for (String folder : List.of("proc", "dev")) {
            Files.createDirectories(root.resolve(folder));
        }
        Files.writeString(root.resolve("etc/hosts"), "");
        config = JsonMapper.shared()
                .readTree(Files.readString(image.resolve(manifest.path("Config").asString())))
                .path("config");
    }

    /** A container of the image, whose volumes are these folders. */
    private static InstalledProgram container(Path data, Path cache, int port, List<String> command) {
        String[] user = config.path("User").asString().split(":");
        List<String> all = new ArrayList<>(List.of("bwrap", "--unshare-user", "--uid", user[0], "--gid", user[1]));
        all.addAll(List.of("--ro-bind", root.toString(), "/", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
        all.addAll(List.of("--ro-bind", "/etc/hosts", "/etc/hosts"));
        all.addAll(List.of("--bind", data.toString(), "/var/lib/vouchsafe"));
        all.addAll(List.of("--bind", cache.toString(), "/var/cache/vouchsafe"));
        all.addAll(List.of("--bind", folder.toString(), "/tmp/outside", "--die-with-parent", "--clearenv"));
        config.path("Env").forEach(variable -> {
            String[] parts = variable.asString().split("=", 2);
            all.addAll(List.of("--setenv", parts[0], parts[1]));
        });
        all.addAll(List.of("--setenv", "VOUCHSAFE_LISTEN", "127.0.0.1", "--setenv", "VOUCHSAFE_PORT", "" + port));
        all.addAll(List.of("--chdir", config.path("WorkingDir").asString()));
        all.addAll(command);
        return new InstalledProgram(all, Map.of());
    }

    private static List<String> words(String key) {
        List<String> words = new ArrayList<>();
        config.path(key).forEach(word -> words.add(word.asString()));
        return words;
    }

    @Test
    void a_container_does_the_main_job_and_says_that_it_is_well() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path cache = Files.createDirectory(folder.resolve("cache"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(folder.resolve("project.json"), MainJob.projectFile());
        int port = FreePort.find();
        InstalledProgram program = container(data, cache, port, words("Entrypoint"));
        InstalledProgram health = container(
                data,
                cache,
                port,
                List.of(
                        "sh",
                        "-c",
                        config.path("Healthcheck").path("Test").path(1).asString()));
        assertThat(config.path("Healthcheck").path("Test").path(0).asString()).isEqualTo("CMD-SHELL");
        assertThat(health.run("").exitCode()).as("nobody answers yet").isNotZero();

        try (InstalledProgram.Running server = program.serve(words("Cmd").toArray(String[]::new))) {
            new MainJob(program).walk(server.url(), "/tmp/outside/project.json");
            health.run("").done();
        }
        try (InstalledProgram.Running again = program.serve("serve")) {
            MainJob.stillThere(again.url());
        }
    }

    @Test
    void nobody_in_it_is_root_and_nothing_but_the_volumes_is_written_to() {
        assertThat(config.path("User").asString()).isEqualTo("10001:10001");
        assertThat(config.path("Volumes").propertyNames())
                .containsExactlyInAnyOrder("/var/lib/vouchsafe", "/var/cache/vouchsafe");
        assertThat(config.path("ExposedPorts").propertyNames()).containsExactly("8080/tcp");
        assertThat(root.resolve("app")).as("no class path beside the program").doesNotExist();
    }
}
