package vouchsafe.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vouchsafe.Sources;

/** A check value proves one thing only: each kind is made in one class, and no two kinds look the same. */
class SealKindsTest {
    private static final Pattern MADE =
            Pattern.compile("(?:\\.sign\\(\\s*|Seal\\.of\\(\\s*|new Seal\\(\\s*|\\bseal\\(\\s*)SealKind\\.([A-Z_]+)");

    @Test
    void every_kind_has_a_byte_of_its_own() {
        assertThat(Arrays.stream(SealKind.values()).map(SealKind::code)).doesNotHaveDuplicates();
    }

    @Test
    void every_kind_is_made_in_one_place() {
        Map<String, TreeSet<String>> makers = new TreeMap<>();
        for (Path file : Sources.in(Path.of("src/main/java"))) {
            MADE.matcher(Sources.read(file))
                    .results()
                    .map((MatchResult result) -> result.group(1))
                    .forEach(kind -> makers.computeIfAbsent(kind, missing -> new TreeSet<>())
                            .add(file.getFileName().toString()));
        }
        assertThat(makers.keySet())
                .contains("CODE", "ACCESS", "REFRESH", "SESSION", "CONSENT", "KNOWN_BROWSER", "EMAIL_LINK", "DOWNLOAD");
        assertThat(makers)
                .allSatisfy((kind, files) -> assertThat(files).as(kind).hasSize(1));
    }
}
