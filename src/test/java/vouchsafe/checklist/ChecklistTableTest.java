package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/security-checklist.md} is true: it misses no line, and names only tests that exist. */
class ChecklistTableTest {
    private static final Map<String, Integer> LINES = new TreeMap<>(Map.ofEntries(
            Map.entry("RU", 23),
            Map.entry("AZ", 22),
            Map.entry("PK", 12),
            Map.entry("TK", 22),
            Map.entry("CA", 10),
            Map.entry("RT", 15),
            Map.entry("RV", 11),
            Map.entry("IS", 2),
            Map.entry("UI", 18),
            Map.entry("PT", 25),
            Map.entry("CC", 8),
            Map.entry("EN", 10),
            Map.entry("PX", 6)));

    private static final Pattern ROW = Pattern.compile("\\| ([A-Z]{2}-\\d\\d) \\| (.*?) \\| (.*?) \\|");
    private static final Pattern NAMED = Pattern.compile("`(\\w+)\\.(\\w+)`");

    private record Row(String line, String tests, String note) {}

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String text : Files.readAllLines(Path.of("docs/security-checklist.md"))) {
            Matcher row = ROW.matcher(text);
            if (row.matches()) {
                rows.add(new Row(row.group(1), row.group(2), row.group(3)));
            }
        }
        return rows;
    }

    @Test
    void every_line_of_the_groups_in_scope_stands_in_the_table_once() throws IOException {
        List<String> expected = new ArrayList<>();
        LINES.forEach((group, count) -> {
            for (int i = 1; i <= count; i++) {
                expected.add(String.format(java.util.Locale.ROOT, "%s-%02d", group, i));
            }
        });
        assertThat(rows()).extracting(Row::line).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void a_line_has_a_test_or_a_reason() throws IOException {
        assertThat(rows())
                .allSatisfy(row ->
                        assertThat(row.tests() + row.note()).as(row.line()).isNotBlank());
    }

    @Test
    void the_tests_it_names_exist() throws IOException {
        Set<String> tests = NamedTests.all();
        for (Row row : rows()) {
            Matcher named = NAMED.matcher(row.tests());
            while (named.find()) {
                assertThat(tests).as(row.line()).contains(named.group(1) + "." + named.group(2));
            }
        }
    }
}
