package vouchsafe.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vouchsafe.archive.ArchiveOnShelf.hour;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vouchsafe.backup.BackupRefused;

/** Which copy, which timeline and which log lead to a moment. */
class ChronicleTest {
    @TempDir
    Path folder;

    /** A server that worked for ten hours, one segment each, with a copy at the beginning and one after five. */
    private ArchiveOnShelf tenHours() throws IOException {
        ArchiveOnShelf shelf =
                new ArchiveOnShelf(folder).begins(1, 0).copy(1, 1, 0.5).copy(1, 5, 5.5);
        for (int hour = 1; hour <= 10; hour++) {
            shelf.segment(1, hour, hour + 1);
        }
        return shelf;
    }

    private Plan plan(ArchiveOnShelf shelf, double hour) throws IOException {
        return new Chronicle(shelf.archive).plan(Optional.of(hour(hour)), Optional.empty());
    }

    private static void assertRefused(ArchiveOnShelf shelf, Instant moment, String... words) {
        assertThatThrownBy(() -> new Chronicle(shelf.archive).plan(Optional.of(moment), Optional.empty()))
                .isInstanceOf(BackupRefused.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void a_moment_is_reached_from_the_newest_copy_before_it_and_with_no_more_log_than_it_needs() throws Exception {
        ArchiveOnShelf shelf = tenHours();
        Plan early = plan(shelf, 4);
        assertThat(early.base().ended()).isEqualTo(hour(0.5).plusSeconds(60));
        assertThat(early.segments()).extracting(LogName::number).containsExactly(1L, 2L, 3L, 4L);
        Plan late = plan(shelf, 7.5);
        assertThat(late.base().ended()).isEqualTo(hour(5.5).plusSeconds(60));
        assertThat(late.segments()).extracting(LogName::number).containsExactly(5L, 6L, 7L);
        Plan all = new Chronicle(shelf.archive).plan(Optional.empty(), Optional.empty());
        assertThat(all.segments()).hasSize(6);
        assertThat(all.moment()).isEmpty();
    }

    @Test
    void a_copy_that_was_under_way_at_the_moment_is_not_the_one() throws Exception {
        Plan plan = new Chronicle(tenHours().archive).plan(Optional.of(hour(5.5).plusSeconds(30)), Optional.empty());
        assertThat(plan.base().ended()).isEqualTo(hour(0.5).plusSeconds(60));
    }

    @Test
    void moments_before_and_after_are_refused_with_those_that_can_be_reached() throws Exception {
        ArchiveOnShelf shelf = tenHours();
        assertRefused(shelf, hour(0.2), "does not go back to", "2026-11-01T00:31:00Z");
        assertRefused(shelf, hour(12), "does not reach", "it ends at " + hour(11));
        assertRefused(new ArchiveOnShelf(folder.resolve("none")), hour(1), "no whole copy of the rows yet");
    }

    @Test
    void a_segment_that_is_missing_stands_in_the_way_of_later_moments_only() throws Exception {
        ArchiveOnShelf shelf = tenHours();
        shelf.archive.eraseLog(new LogName(1, 8));
        assertThat(plan(shelf, 7.5).segments()).hasSize(3);
        assertRefused(shelf, hour(9.5), "lacks a part of the log (000000010000000000000008)", "before " + hour(8));
        assertThatThrownBy(() -> new Chronicle(shelf.archive).plan(Optional.empty(), Optional.empty()))
                .hasMessageContaining("say one with --to");
    }

    /** At hour 12 the server was put back to hour 4, and worked for three hours. */
    private ArchiveOnShelf putBack() throws IOException {
        return tenHours()
                .leaves(2, 1, 4)
                .begins(2, 12)
                .segment(2, 4, 13)
                .copy(2, 5, 12.2)
                .segment(2, 5, 14)
                .segment(2, 6, 15);
    }

    @Test
    void the_timeline_of_a_moment_is_the_one_on_which_a_server_worked_then() throws Exception {
        ArchiveOnShelf shelf = putBack();
        assertThat(plan(shelf, 7.5).timeline()).isEqualTo(1);
        assertThat(plan(shelf, 7.5).base().ended()).isEqualTo(hour(5.5).plusSeconds(60));
        assertThat(plan(shelf, 14.5).timeline()).isEqualTo(2);
        assertThat(plan(shelf, 14.5).base().manifest().timeline()).isEqualTo(2);
        assertThat(new Chronicle(shelf.archive)
                        .plan(Optional.empty(), Optional.empty())
                        .timeline())
                .isEqualTo(2);
        assertThat(new Chronicle(shelf.archive)
                        .plan(Optional.empty(), Optional.of(1))
                        .segments())
                .extracting(LogName::number)
                .endsWith(10L);
    }

    @Test
    void a_copy_from_the_future_that_was_left_leads_nowhere_and_the_log_changes_timelines_where_they_part()
            throws Exception {
        ArchiveOnShelf shelf = putBack();
        Plan plan = plan(shelf, 12.1);
        assertThat(plan.timeline()).isEqualTo(2);
        assertThat(plan.base().ended())
                .as("not that of hour 5.5")
                .isEqualTo(hour(0.5).plusSeconds(60));
        assertThat(plan.segments())
                .extracting(LogName::text)
                .containsExactly(
                        "000000010000000000000001",
                        "000000010000000000000002",
                        "000000010000000000000003",
                        "000000020000000000000004");
    }

    @Test
    void a_restore_on_which_no_server_worked_is_no_timeline_that_is_meant() throws Exception {
        ArchiveOnShelf shelf = tenHours().leaves(2, 1, 4).segment(2, 4, 12);
        assertThat(new Chronicle(shelf.archive)
                        .plan(Optional.empty(), Optional.empty())
                        .timeline())
                .isEqualTo(1);
        assertThat(new Chronicle(shelf.archive)
                        .plan(Optional.empty(), Optional.of(2))
                        .timeline())
                .isEqualTo(2);
    }

    @Test
    void two_servers_at_one_moment_are_asked_about() throws Exception {
        ArchiveOnShelf shelf =
                tenHours().leaves(2, 1, 4).begins(2, 6).segment(2, 4, 7).segment(2, 5, 9);
        assertRefused(shelf, hour(8), "several servers worked at", "1 (from", "2 (from", "--timeline");
        assertThat(new Chronicle(shelf.archive)
                        .plan(Optional.of(hour(8)), Optional.of(1))
                        .timeline())
                .isEqualTo(1);
    }

    @Test
    void segments_have_the_names_that_postgres_gives_them() {
        LogName last = LogName.of("0000000A00000001000000FF").orElseThrow();
        assertThat(last).isEqualTo(new LogName(10, 511));
        assertThat(last.next().text()).isEqualTo("0000000A0000000200000000");
        assertThat(LogName.at("1/FF000028")).isEqualTo(511);
        assertThat(LogName.of("00000002.history")).isEmpty();
        assertThat(LogName.of("000000010000000000000003.partial")).isEmpty();
    }
}
