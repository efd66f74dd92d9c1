package vouchsafe.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;

class RecordColumnsTest {
    private record Wishes(@Column("wanted_kinds") List<Integer> kinds, boolean byMail) {}

    private record Order(
            String name, Wishes wishes, @Nullable String remark, Instant placedAt) {}

    private static final RecordColumns<Order> COLUMNS = RecordColumns.of(Order.class);

    private final JdbcClient sql = TestServer.shared().bean(JdbcClient.class);

    @Test
    void a_component_is_a_column_and_a_record_inside_is_several() {
        assertThat(COLUMNS.names()).isEqualTo("name, wanted_kinds, by_mail, remark, placed_at");
        assertThat(COLUMNS.parameters()).isEqualTo(":name, :wanted_kinds, :by_mail, :remark, :placed_at");
        assertThat(RecordColumns.of(Wishes.class).assignments())
                .isEqualTo("wanted_kinds = :wanted_kinds, by_mail = :by_mail");
    }

    @Test
    void a_row_that_is_written_reads_back_as_the_same_record() {
        for (List<Integer> kinds : List.of(List.of(3, 1), List.<Integer>of())) {
            Order order = new Order("tea", new Wishes(kinds, true), null, Instant.parse("2026-11-28T10:00:00Z"));
            String row = "SELECT " + COLUMNS.parameters().replace(":remark", ":remark::text");
            Order read = COLUMNS.bind(sql.sql("SELECT * FROM (" + row + ") AS row (" + COLUMNS.names() + ")"), order)
                    .query(RecordRows.of(Order.class))
                    .single();
            assertThat(read).isEqualTo(order);
        }
    }

    @Test
    void two_components_of_one_column_are_refused() {
        record Twice(Wishes wishes, boolean byMail) {}
        assertThatThrownBy(() -> RecordColumns.of(Twice.class)).hasMessage("two components of Twice are by_mail");
    }
}
