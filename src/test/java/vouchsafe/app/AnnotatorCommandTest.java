package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code annotator install} where it can't do what it was asked: it says what to do instead, and leaves nothing behind. */
class AnnotatorCommandTest {
    @TempDir
    Path folder;

    private VouchsafeProcess.Ended install(String path) {
        return VouchsafeProcess.run("", environment(path), "annotator", "install");
    }

    private VouchsafeProcess.Ended installFrom(Path file) {
        return InThisProcess.run("", environment(""), "annotator", "install", "--from", file.toString());
    }

    private Map<String, String> environment(String path) {
        return Map.of("VOUCHSAFE_DATA_DIR", folder.resolve("data").toString(), "PATH", path);
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(folder.resolve("data/annotator"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void without_npm_it_says_how_to_get_it_or_do_without() throws IOException {
        VouchsafeProcess.Ended ended =
                install(Files.createDirectory(folder.resolve("empty")).toString());
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(1);
        assertThat(ended.err())
                .startsWith("vouchsafe: npm is needed and is not installed here")
                .contains("apt install npm")
                .contains("npm pack hypothesis@1.1766.0")
                .contains("vouchsafe annotator install --from hypothesis-1.1766.0.tgz")
                .doesNotContain("\tat ");
        assertThat(ended.out()).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void what_npm_says_against_it_is_passed_on() throws IOException {
        Path commands = Files.createDirectory(folder.resolve("commands"));
        Path npm = Files.writeString(commands.resolve("npm"), "#!/bin/sh\necho no network to be had\nexit 1\n");
        assertThat(npm.toFile().setExecutable(true)).isTrue();
        VouchsafeProcess.Ended ended = install(commands.toString());
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).contains("npm failed:\nno network to be had").contains("--from");
        assertNothingIsLeft();
    }

    @Test
    void a_file_that_is_not_there_or_is_another_is_refused() throws IOException {
        assertThat(installFrom(folder.resolve("absent.tgz"))).satisfies(ended -> {
            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.err()).contains("there is no readable file");
        });
        Path other = Files.writeString(folder.resolve("other.tgz"), "something else");
        assertThat(installFrom(other)).satisfies(ended -> {
            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.err()).contains("its SHA-512 differs").contains("npm pack hypothesis@1.1766.0");
        });
        assertNothingIsLeft();
    }
}
