package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.hypothesis.AnnotatorPackage;

/** The table of programs for JavaScript in {@code docs/compatibility.md} is true: the versions that are run, and tests that exist. */
class JavaScriptTableTest {
    private static final Pattern ROW =
            Pattern.compile("\\| `([^`]+)`[^|]* \\| ([\\d.]+) \\| [^|]* \\| [^|]* \\| ([^|]*) \\|");
    private static final Pattern NAMED = Pattern.compile("`([^`]*)`");

    /** A version, after another name under which npm installs it. */
    private static final Pattern ALIAS = Pattern.compile("npm:(.+)@([\\d.]+)");

    private static List<Matcher> rows() throws IOException {
        String section =
                Files.readString(Path.of("docs/compatibility.md")).replaceFirst("(?s).*?\n## JavaScript\n", "");
        return section.split("\n## ")[0]
                .lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .toList();
    }

    @Test
    void every_program_stands_in_the_table_with_the_version_that_is_run() throws IOException {
        JsonNode run = JsonMapper.shared()
                .readTree(Files.readString(Path.of("src/test/resources/clients/package.json")))
                .path("dependencies");
        Set<String> expected = new TreeSet<>(Set.of(AnnotatorPackage.SPECIFIER));
        run.forEachEntry((name, version) -> {
            Matcher alias = ALIAS.matcher(version.asString());
            expected.add(alias.matches() ? alias.group(1) + "@" + alias.group(2) : name + "@" + version.asString());
        });
        assertThat(rows().stream().map(row -> row.group(1) + "@" + row.group(2)))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void each_row_names_tests_that_exist() throws IOException {
        Set<String> tests = NamedTests.all();
        for (Matcher row : rows()) {
            assertThat(NAMED.matcher(row.group(3)).results().map(named -> named.group(1)))
                    .as(row.group())
                    .isNotEmpty()
                    .isSubsetOf(tests);
        }
    }
}
