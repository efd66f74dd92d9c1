package vouchsafe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The repository holds what was written, and nothing that a build, a debugger, an editor or a merge left behind. */
class TreeTest {
    private static final Set<String> FOLDERS =
            Set.of("target", "data", "demo-data", "node_modules", "__pycache__", ".idea", ".vscode", ".settings");

    private static final Pattern FILES =
            Pattern.compile("\\.attach_pid.*|hs_err.*|replay_pid.*|.+\\.(?:hprof|jfr|class|log|pyc)"
                    + "|\\.(?:classpath|project|factorypath|DS_Store)|.+\\.(?:iml|swp|orig|rej)|.+~");

    private static final List<String> SAMPLES = List.of(
            "target/vouchsafe.jar",
            "bench/target/Bench.class",
            "src/main/java/vouchsafe/app/Vouchsafe.class",
            "data/master.key",
            "demo-data/server.json",
            "server.log",
            ".attach_pid4711",
            "hs_err_pid4711.log",
            "replay_pid4711.log",
            "java_pid4711.hprof",
            "slow.jfr",
            "src/test/resources/clients/node_modules/a/index.js",
            "src/test/resources/clients/__pycache__/a.cpython-313.pyc",
            ".idea/workspace.xml",
            "vouchsafe.iml",
            ".vscode/settings.json",
            ".settings/org.eclipse.jdt.core.prefs",
            ".classpath",
            ".project",
            ".factorypath",
            "docs/.DS_Store",
            "pom.xml.orig",
            "pom.xml.rej",
            ".README.md.swp",
            "README.md~");

    @Test
    void nothing_that_a_tool_left_behind_is_tracked() {
        List<String> files = git("ls-files");
        assertThat(files).contains("pom.xml", "README.md");
        assertThat(files.stream().filter(TreeTest::leftBehind).toList())
                .as("tracked, but not written by anyone: git rm --cached, and a line in .gitignore")
                .isEmpty();
    }

    @Test
    void what_tools_leave_behind_is_ignored() {
        List<String> arguments = new ArrayList<>(List.of("check-ignore", "--no-index", "--"));
        arguments.addAll(SAMPLES);
        assertThat(git(arguments.toArray(String[]::new))).containsExactlyElementsOf(SAMPLES);
    }

    @Test
    void what_tools_leave_behind_is_recognized_and_what_people_write_is_not() {
        assertThat(SAMPLES).allMatch(TreeTest::leftBehind);
        assertThat(List.of(
                        "src/main/java/vouchsafe/audit/RequestLog.java",
                        "src/main/resources/logback.xml",
                        "src/main/java/vouchsafe/portal/mydata/package-info.java",
                        "src/main/resources/documentation/oauth2-data-upload.md",
                        ".editorconfig",
                        ".mvn/jvm.config"))
                .noneMatch(TreeTest::leftBehind);
    }

    /** A lock says which packages by their digests; whence they come is up to the machine that installs them. */
    @Test
    void lock_files_of_npm_name_no_place_to_download_from() throws IOException {
        List<String> locks = git("ls-files", "*package-lock.json");
        assertThat(locks).isNotEmpty();
        for (String lock : locks) {
            JsonNode packages = JsonMapper.shared()
                    .readTree(Files.readString(Path.of(lock)))
                    .path("packages");
            assertThat(packages.size()).as(lock).isGreaterThan(1);
            packages.forEachEntry((name, each) -> {
                assertThat(each.has("resolved"))
                        .as("%s, %s: npm config set omit-lockfile-registry-resolved true", lock, name)
                        .isFalse();
                assertThat(name.isEmpty() || each.has("integrity"))
                        .as("%s, %s", lock, name)
                        .isTrue();
            });
        }
    }

    private static boolean leftBehind(String path) {
        List<String> names = List.of(path.split("/"));
        return names.subList(0, names.size() - 1).stream().anyMatch(FOLDERS::contains)
                || FILES.matcher(names.getLast()).matches();
    }

    /** The lines git answers with. A tree that came without git has nothing to look at. */
    private static List<String> git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-c", "safe.directory=*", "-c", "core.quotePath=false"));
        command.addAll(List.of(arguments));
        try {
            if (!Files.exists(Path.of(".git"))) {
                return withoutGit();
            }
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(answer).isLessThanOrEqualTo(1);
            return answer.lines().toList();
        } catch (IOException noSuchProgram) {
            return withoutGit();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static List<String> withoutGit() {
        assertThat(System.getenv("VOUCHSAFE_TESTS_REQUIRE_ALL"))
                .as("git is needed, and a tree that it knows")
                .isNotEqualTo("1");
        return Assumptions.abort("skipped: no git here, or this is no working tree of it");
    }
}
