package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vouchsafe.db.Release;

/** What a release says about itself stands in one place each, and is true. */
class ReleaseTest {
    private static final Release RELEASE = Release.ofThisProgram();
    private static final String MIGRATIONS = "src/main/resources/db/migration";

    @Test
    void the_version_is_the_one_of_the_pom() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        Matcher version = Pattern.compile("<artifactId>vouchsafe</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(pom);
        assertThat(version.find()).isTrue();
        assertThat(RELEASE.version()).isEqualTo(version.group(1));
        assertThat(InThisProcess.run("", Map.of(), "--version").out())
                .isEqualTo("Vouchsafe " + RELEASE.version() + "\n");
    }

    @Test
    void the_changelog_begins_with_this_release_and_its_schemas() throws IOException {
        String text = Files.readString(Path.of("CHANGELOG.md"));
        Matcher section = Pattern.compile("(?m)^## (\\S+)$").matcher(text);
        assertThat(section.find()).isTrue();
        assertThat(RELEASE.version()).isIn(section.group(1), section.group(1) + "-SNAPSHOT");
        String notes = text.substring(section.end(), text.indexOf("\n### ", section.end()));
        assertThat(notes)
                .contains("**Schema**: " + newest(present()) + ".")
                .contains("(schema " + RELEASE.oldestSchema() + ")")
                .contains("**To upgrade");
    }

    @Test
    void the_oldest_schema_is_the_one_of_the_commit_that_is_named_as_the_release_before() throws Exception {
        Process git = new ProcessBuilder("git", "ls-tree", "--name-only", ReleaseBefore.commit(), MIGRATIONS + "/")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> files = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.substring(line.lastIndexOf('/') + 1))
                .toList();
        if (git.waitFor() != 0) {
            throw ReleaseBefore.withoutHistory();
        }
        assertThat(newest(files)).isEqualTo(RELEASE.oldestSchema());
    }

    private static List<String> present() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(MIGRATIONS))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static int newest(List<String> migrations) {
        return migrations.stream()
                .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
                .max()
                .orElseThrow();
    }
}
