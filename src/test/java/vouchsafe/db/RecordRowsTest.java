package vouchsafe.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;

class RecordRowsTest {
    private record Reading(
            UUID id,
            int count,
            @Nullable Integer parentId,
            long size,
            boolean byMember,
            String name,
            byte[] hash,
            List<String> tags,
            List<Integer> kinds,
            Instant createdAt,
            @Nullable Instant endedAt) {}

    private static final RowMapper<Reading> READING = RecordRows.of(Reading.class);

    private final JdbcClient sql = TestServer.shared().bean(JdbcClient.class);

    @Test
    void each_component_is_read_from_the_column_of_its_name_in_any_order() {
        UUID id = UUID.randomUUID();
        Instant now = Instant.parse("2026-11-27T10:00:00.123456Z");
        Reading row =
                sql.sql("""
                    SELECT :now::timestamptz AS created_at, NULL::timestamptz AS ended_at, ARRAY['a', 'b'] AS tags,
                        ARRAY[]::int[] AS kinds, '"n"'::jsonb AS name, :id AS id, 3 AS count, NULL::int AS parent_id,
                        9000000000 AS size, true AS by_member, decode('00ff', 'hex') AS hash, 'unread' AS other
                    """).param("now", now).param("id", id).query(READING).single();
        assertThat(row)
                .usingRecursiveComparison()
                .isEqualTo(new Reading(
                        id,
                        3,
                        null,
                        9_000_000_000L,
                        true,
                        "\"n\"",
                        new byte[] {0, -1},
                        List.of("a", "b"),
                        List.of(),
                        now,
                        null));
    }

    @Test
    void an_instant_that_is_null_is_no_time() {
        assertThat(sql.sql("SELECT CAST(:at AS timestamptz) IS NULL")
                        .param("at", null)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void a_number_that_must_be_there_is_not_made_up() {
        record Count(int many) {}
        RowMapper<Count> counts = RecordRows.of(Count.class);
        assertThatThrownBy(
                        () -> sql.sql("SELECT NULL::int AS many").query(counts).single())
                .isInstanceOfAny(NullPointerException.class, IllegalArgumentException.class);
    }

    @Test
    void a_constant_is_named_in_any_case_and_a_record_inside_is_read_from_the_same_row() {
        enum Stage {
            BEGUN,
            TOLD_ALL
        }
        record Times(Instant begunAt, @Nullable LocalDate day) {}
        record Task(
                @Nullable UUID clientRowId,
                Times times,
                Stage stage,
                Stage before,
                @Nullable Stage after) {}
        UUID client = UUID.randomUUID();
        Instant now = Instant.parse("2026-11-27T10:00:00Z");
        RowMapper<Task> tasks = RecordRows.of(Task.class);
        Task task = sql.sql("""
            SELECT :client AS client_id, :now::timestamptz AS begun_at, '2026-11-28'::date AS day,
                'told_all' AS stage, 'BEGUN' AS before, NULL::text AS after
            """)
                .param("client", client)
                .param("now", now)
                .query(tasks)
                .single();
        assertThat(task)
                .isEqualTo(new Task(
                        client, new Times(now, LocalDate.of(2026, 11, 28)), Stage.TOLD_ALL, Stage.BEGUN, null));
    }

    @Test
    void a_word_that_is_no_constant_is_refused() {
        enum Stage {
            BEGUN
        }
        record Task(Stage stage) {}
        RowMapper<Task> tasks = RecordRows.of(Task.class);
        assertThatThrownBy(() -> sql.sql("SELECT 'ended' AS stage").query(tasks).single())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no Stage is called ended");
    }
}
