package vouchsafe.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Old events go, and what they were can still not be changed unseen. */
class AuditPurgeTest {
    private static final Instant BEGIN = Instant.parse("2016-03-01T00:00:00Z");
    private static final Instant BORDER = Instant.parse("2019-03-01T00:00:00Z");

    private final OwnAuditLog own = new OwnAuditLog();

    @AfterEach
    void drop_tables() {
        own.close();
    }

    /** A seal over so many events of a year. */
    private void year(int year, int events) {
        own.record(BEGIN.plus(Duration.ofDays(365L * year)), Duration.ofMinutes(30), events, "signin.completed", "f");
        own.seals.seal(BEGIN.plus(Duration.ofDays(365L * year + 301)));
    }

    private long count(String table) {
        return own.sql.sql("SELECT count(*) FROM " + table).query(Long.class).single();
    }

    private void intact(long seals, long events) {
        assertThat(own.seals.check()).isInstanceOfSatisfying(AuditSeals.Finding.Intact.class, intact -> {
            assertThat(intact.seals()).isEqualTo(seals);
            assertThat(intact.events()).isEqualTo(events);
        });
    }

    private void broken() {
        assertThat(own.seals.check()).isInstanceOf(AuditSeals.Finding.Broken.class);
    }

    /** Three seals, of which two are old. */
    private void purged() {
        year(0, 2100);
        year(2, 10);
        year(4, 7);
        own.purge(BORDER);
    }

    @Test
    void old_events_are_erased_and_the_chain_goes_on() {
        purged();
        // 2100 events have three seals of at most 1000.
        assertThat(count("audit_events")).isEqualTo(7 + 1);
        assertThat(own.summaries.latest())
                .hasValueSatisfying(summary -> assertThat(summary.events()).isEqualTo(2110));
        assertThat(count("audit_seals")).isEqualTo(2);
        intact(5, 7);
        year(5, 3);
        intact(6, 10);
        assertThat(own.sql
                        .sql("SELECT detail->>'events' FROM audit_events WHERE kind = 'audit.purged'")
                        .query(String.class)
                        .single())
                .isEqualTo("2110");
    }

    @Test
    void a_purge_done_again_does_nothing_and_a_later_one_goes_on() {
        purged();
        own.purge(BORDER);
        assertThat(count("audit_summaries")).isOne();
        own.purge(BORDER.plus(Duration.ofDays(3 * 365)));
        assertThat(own.summaries.latest())
                .hasValueSatisfying(summary -> assertThat(summary.events()).isEqualTo(2117));
        assertThat(count("audit_events")).isEqualTo(2);
        intact(5, 0);
    }

    @Test
    void an_interrupted_purge_is_intact_and_goes_on() {
        year(0, 10);
        year(4, 2);
        own.sql
                .sql("CREATE TABLE kept AS SELECT * FROM audit_events WHERE at < '2018-01-01' LIMIT 4")
                .update();
        own.purge(BORDER);
        own.sql.sql("INSERT INTO audit_events SELECT * FROM kept").update();
        intact(2, 2);
        own.purge(BORDER);
        assertThat(count("audit_events")).isEqualTo(3);
        intact(2, 2);
    }

    @Test
    void what_does_not_hold_is_not_erased() {
        year(0, 10);
        year(4, 2);
        own.sql
                .sql("UPDATE audit_events SET kind = 'x' WHERE at < '2016-03-01 02:00+00'")
                .update();
        own.purge(BORDER);
        assertThat(count("audit_events")).isEqualTo(12);
        assertThat(own.summaries.latest()).isEmpty();
        broken();
    }

    @Test
    void a_summary_that_was_changed_or_taken_away_shows() {
        purged();
        own.sql.sql("UPDATE audit_summaries SET events = events - 1").update();
        broken();
        own.sql.sql("UPDATE audit_summaries SET events = events + 1").update();
        intact(5, 7);
        own.sql
                .sql("UPDATE audit_summaries SET first_at = first_at + interval '1 day'")
                .update();
        broken();
        own.sql
                .sql("UPDATE audit_summaries SET first_at = first_at - interval '1 day'")
                .update();
        own.sql.sql("UPDATE audit_summaries SET through = through + 1").update();
        broken();
        own.sql.sql("DELETE FROM audit_summaries").update();
        broken();
    }

    @Test
    void events_erased_beyond_the_summary_show() {
        purged();
        own.sql.sql("DELETE FROM audit_events WHERE at < '2020-03-03'").update();
        broken();
    }

    @Test
    void events_erased_without_a_summary_show() {
        year(0, 10);
        year(4, 2);
        own.sql.sql("DELETE FROM audit_events WHERE at < '2018-01-01'").update();
        own.sql.sql("DELETE FROM audit_seals WHERE number = 1").update();
        broken();
    }

    @Test
    void nothing_is_erased_where_nothing_is_old_or_everything_is_kept() {
        year(4, 3);
        own.purge(BORDER);
        assertThat(count("audit_events")).isEqualTo(3);
        assertThat(own.summaries.latest()).isEmpty();
    }

    @Test
    void an_export_after_a_purge_is_whole_and_names_the_summary() {
        purged();
        String file = own.export(AuditFilter.ALL, AuditExport.Format.JSON);
        assertThat(OwnAuditLog.verify(file))
                .isInstanceOfSatisfying(
                        AuditVerification.Result.Whole.class,
                        whole -> assertThat(whole.logIntact()).isTrue());
        assertThat(file.lines().findFirst().orElseThrow())
                .contains("\"purged\":\"" + own.summaries.latest().orElseThrow().signed() + "\"");
    }
}
