package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vouchsafe.doctor.Finding;

/** What a doctor says about an archive, from what the server wrote down. */
class ArchiveFindingsTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir
    Path folder;

    @BeforeEach
    void make() throws IOException {
        Files.createDirectories(folder.resolve("data"));
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        ArchiveFindings.add(
                Settings.of(Map.of(
                                Setting.DATA_DIR, folder.resolve("data").toString(),
                                Setting.ARCHIVE, folder.resolve("archive").toString()))
                        .archive()
                        .orElseThrow(),
                NOW,
                findings);
        return findings;
    }

    private void state(String failingSince, String failure, String baseFailure) throws IOException {
        Files.writeString(folder.resolve("data/archive.json"), """
            {"place": "%s", "database": "7", "upTo": "2026-11-28T11:00:00Z", "base": "2026-11-28T01:00:00Z",
             "waiting": 3, "failingSince": %s, "failure": %s, "baseFailure": %s}
            """.formatted(
                        folder.resolve("archive"), failingSince, failure, baseFailure));
    }

    @Test
    void one_that_does_not_get_the_log_for_ten_minutes_is_told_with_the_reason() throws Exception {
        assertThat(findings()).as("before the first start").isEmpty();
        state("\"2026-11-28T11:55:00Z\"", "\"No space left on device\"", "null");
        assertThat(findings()).as("not at once").isEmpty();
        state("\"2026-11-28T11:45:00Z\"", "\"No space left on device\"", "null");
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo("archive.late");
            assertThat(finding.what())
                    .contains(folder.resolve("archive") + " since 2026-11-28T11:45:00Z (No space left on device)")
                    .endsWith(".");
        });
    }

    @Test
    void a_copy_that_was_not_made_is_told() throws Exception {
        state("null", "null", "\"no copy of the rows was made: away\"");
        assertThat(findings())
                .extracting(Finding::what)
                .singleElement()
                .asString()
                .contains("no copy of the rows");
    }

    @Test
    void one_on_the_disk_of_the_data_is_a_risk_and_what_can_not_be_read_is_told() throws Exception {
        Files.createDirectories(folder.resolve("archive"));
        assertThat(findings()).extracting(Finding::kind).containsExactly("archive.same-disk");
        Files.writeString(folder.resolve("data/archive.json"), "{");
        assertThat(findings()).extracting(Finding::kind).contains("archive.unreadable");
    }
}
