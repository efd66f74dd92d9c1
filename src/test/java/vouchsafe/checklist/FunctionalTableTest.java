package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/h-functional-tests.md} is true: it misses no test of the original, and names only tests that exist. */
class FunctionalTableTest {
    /** How many functional tests the original has. */
    private static final int TESTS = 235;

    private static final Pattern FILE = Pattern.compile("### `(.+_test\\.py)`");
    private static final Pattern ROW = Pattern.compile("\\| ((?:\\w+\\.)?test_\\w+) \\| ([^|]*) \\| ([^|]*) \\|");
    private static final Pattern NAMED = Pattern.compile("`([^`]*)`");

    /** @param test the original's, with its file */
    private record Row(String test, String result, String why) {}

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        String file = "";
        for (String line : Files.readAllLines(Path.of("docs/h-functional-tests.md"))) {
            Matcher heading = FILE.matcher(line);
            Matcher row = ROW.matcher(line);
            if (heading.matches()) {
                file = heading.group(1);
            } else if (row.matches()) {
                rows.add(new Row(
                        file + " " + row.group(1), row.group(2), row.group(3).strip()));
            }
        }
        return rows;
    }

    @Test
    void every_functional_test_of_the_original_has_one_line() throws IOException {
        assertThat(rows()).hasSize(TESTS);
        assertThat(rows()).extracting(Row::test).doesNotHaveDuplicates();
    }

    @Test
    void each_line_names_tests_that_exist_or_says_why_there_is_none() throws IOException {
        Set<String> tests = NamedTests.all();
        for (Row row : rows()) {
            assertThat(row.result()).as(row.test()).isIn("passes", "differs", "not applicable");
            List<String> named = NAMED.matcher(row.why())
                    .results()
                    .map(each -> each.group(1))
                    .toList();
            assertThat(tests).as(row.test()).containsAll(named);
            switch (row.result()) {
                case "passes" -> assertThat(named).as(row.test()).isNotEmpty();
                default ->
                    assertThat(row.why()).as(row.test() + " needs a reason").matches("[^`]{10,}.*");
            }
        }
    }
}
