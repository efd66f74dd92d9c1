package vouchsafe.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vouchsafe.Sources;

/** What is announced is heard only where both sides say the same name: each has one constant, and no two the same. */
class ChannelNamesTest {
    private static final Pattern LITERAL =
            Pattern.compile("(?:\\.subscribe|\\.publish|\\.publishCommitted|new RowCache<[^>]*>)\\(\\s*\"");
    private static final Pattern NAMED = Pattern.compile(
            "(?:\\.subscribe|\\.publish|\\.publishCommitted|new RowCache<[^>]*>)\\(\\s*([A-Za-z.]*\\b[A-Z_]{3,})\\b");
    private static final Pattern CONSTANT =
            Pattern.compile("static final String (?:CHANNEL|ENDED|[A-Z_]*CHANGES)\\s*=\\s*\"([^\"]+)\"");

    @Test
    void no_channel_is_named_by_a_literal_and_none_twice() {
        List<String> named = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Path file : Sources.in(Path.of("src/main/java"))) {
            String source = Sources.read(file);
            assertThat(LITERAL.matcher(source).find())
                    .as(file + " names a channel in a literal")
                    .isFalse();
            Matcher uses = NAMED.matcher(source);
            while (uses.find()) {
                named.add(uses.group(1));
            }
            Matcher constants = CONSTANT.matcher(source);
            while (constants.find()) {
                values.add(constants.group(1));
            }
        }
        assertThat(named).contains("AccessTokens.FAMILY_CHANGES", "DeveloperTokens.ENDED", "AnnotationEvent.CHANNEL");
        assertThat(values)
                .contains("family", "grant", "client", "developer_token", "annotation", "annotation-membership")
                .doesNotHaveDuplicates();
    }
}
