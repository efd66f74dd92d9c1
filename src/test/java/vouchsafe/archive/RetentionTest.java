package vouchsafe.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static vouchsafe.archive.ArchiveOnShelf.hour;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vouchsafe.TestServer;
import vouchsafe.db.DatabaseSettings;
import vouchsafe.db.LongSessions;
import vouchsafe.files.StorageKey;

/** What goes from an archive, and that every moment it goes back to can still be reached. */
class RetentionTest {
    private static final Duration THREE_DAYS = Duration.ofDays(3);

    @TempDir
    Path folder;

    private ArchiveOnShelf shelf;

    /** Ten days, with a copy a day and a segment an hour. */
    @BeforeEach
    void fill() throws IOException {
        shelf = new ArchiveOnShelf(folder).begins(1, 0);
        for (int hour = 0; hour < 240; hour++) {
            shelf.segment(1, hour, hour + 1);
            if (hour % 24 == 0) {
                shelf.copy(1, hour, hour + 0.2);
            }
        }
    }

    private void tidy(double hour) throws Exception {
        DatabaseSettings database = TestServer.shared().bean(DatabaseSettings.class);
        try (Connection connection = new LongSessions(database.jdbcUrl(), "test").getConnection()) {
            new Retention(shelf.archive, THREE_DAYS).run(connection, hour(hour));
        }
    }

    private static StorageKey key() {
        byte[] random = new byte[16];
        ThreadLocalRandom.current().nextBytes(random);
        return new StorageKey(HexFormat.of().formatHex(random));
    }

    private NavigableMap<Long, Instant> segments() throws IOException {
        return shelf.archive.segments().getOrDefault(1, new java.util.TreeMap<>());
    }

    @Test
    void moments_of_the_last_days_stay_reachable_and_what_only_older_ones_need_goes() throws Exception {
        tidy(240);
        assertThat(shelf.archive.bases())
                .extracting(base -> base.ended().toString().substring(0, 10))
                .containsExactly("2026-11-07", "2026-11-08", "2026-11-09", "2026-11-10");
        for (double hour = 168.1; hour < 240; hour += 0.5) {
            Plan plan = new Chronicle(shelf.archive).plan(Optional.of(hour(hour)), Optional.empty());
            assertThat(plan.segments()).isNotEmpty();
        }
        assertThat(segments().firstKey()).isBetween(141L, 144L);
        assertThat(segments()).hasSizeLessThan(100);
        NavigableMap<Long, Instant> before = segments();
        tidy(240);
        assertThat(segments()).as("nothing more").isEqualTo(before);
    }

    @Test
    void the_newest_copy_and_its_log_stay_however_old_they_are() throws Exception {
        tidy(10_000);
        assertThat(shelf.archive.bases()).hasSize(1);
        assertThat(new Chronicle(shelf.archive)
                        .plan(Optional.empty(), Optional.empty())
                        .segments())
                .extracting(LogName::number)
                .containsExactlyElementsOf(
                        java.util.stream.LongStream.range(216, 240).boxed().toList());
    }

    @Test
    void erased_files_go_when_no_moment_needs_them_any_more() throws Exception {
        StorageKey early = shelf.file(key());
        StorageKey late = shelf.file(key());
        shelf.archive.putGone(hour(100), Set.of(early.text()));
        shelf.archive.putGone(hour(200), Set.of(late.text()));
        tidy(150);
        assertThat(shelf.archive.hasFile(early))
                .as("still named three days ago")
                .isTrue();
        tidy(240);
        assertThat(shelf.archive.hasFile(early)).isFalse();
        assertThat(shelf.archive.hasFile(late)).isTrue();
        assertThat(shelf.archive.gone()).isEqualTo(Map.of(hour(200), Set.of(late.text())));
    }

    @Test
    void the_log_of_a_timeline_that_was_left_goes_with_time_too() throws Exception {
        shelf.leaves(2, 1, 40).begins(2, 241);
        for (int hour = 241; hour < 400; hour++) {
            shelf.segment(2, hour - 200, hour + 1);
            if (hour % 24 == 1) {
                shelf.copy(2, hour - 200, hour + 0.2);
            }
        }
        tidy(400);
        assertThat(shelf.archive.segments()).containsOnlyKeys(2);
        assertThat(shelf.archive.bases()).allMatch(base -> base.manifest().timeline() == 2);
        assertThat(new Chronicle(shelf.archive)
                        .plan(Optional.of(hour(330)), Optional.empty())
                        .timeline())
                .isEqualTo(2);
    }
}
