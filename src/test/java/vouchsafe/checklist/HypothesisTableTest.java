package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/hypothesis-checklist.md} is true: it misses no line, and each of its rows names tests that exist. */
class HypothesisTableTest {
    private static final Map<String, Integer> LINES = new TreeMap<>(Map.of(
            "H-OF", 9,
            "H-FL", 4,
            "H-AV", 22,
            "H-VA", 42,
            "H-SB", 8,
            "H-JW", 20,
            "H-AD", 17,
            "H-PO", 15));

    private static final Pattern ROW = Pattern.compile("\\| (.*) \\| ([^|]*) \\|");
    private static final Pattern LINE = Pattern.compile("(H-[A-Z]{2}-\\d\\d) \\| .+");
    private static final Pattern NAMED = Pattern.compile("`([^`]*)`");

    /** What is said, and the cell that names the tests. */
    private record Row(String said, String tests) {}

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String text : Files.readAllLines(Path.of("docs/hypothesis-checklist.md"))) {
            Matcher row = ROW.matcher(text);
            if (row.matches() && !row.group(2).equals("shown by")) {
                rows.add(new Row(row.group(1), row.group(2)));
            }
        }
        return rows;
    }

    @Test
    void every_line_of_the_groups_stands_in_the_table_once_and_in_its_place() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Row row : rows()) {
            Matcher line = LINE.matcher(row.said());
            if (line.matches()) {
                lines.add(line.group(1));
            }
        }
        LINES.forEach((group, count) -> {
            List<String> expected = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                expected.add(String.format(Locale.ROOT, "%s-%02d", group, i));
            }
            assertThat(lines).filteredOn(line -> line.startsWith(group)).isEqualTo(expected);
        });
        assertThat(lines)
                .hasSize(LINES.values().stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void the_tests_of_each_row_exist() throws IOException {
        Set<String> tests = NamedTests.all();
        for (Row row : rows()) {
            assertThat(row.tests()).as(row.said()).contains("`");
            Matcher named = NAMED.matcher(row.tests());
            while (named.find()) {
                assertThat(tests).as(row.said()).contains(named.group(1));
            }
        }
    }
}
