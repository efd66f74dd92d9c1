package vouchsafe.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SliceTest {
    private static final List<Integer> ALL = IntStream.rangeClosed(1, 7).boxed().toList();

    @Test
    void a_page_of_a_list_that_goes_on_leads_to_the_next() {
        Slice<Integer> page = Slice.of(3, most -> behind(0, most));

        assertThat(page.rows()).containsExactly(1, 2, 3);
        assertThat(page.next(last -> "?after=" + last)).isEqualTo("?after=3");
    }

    @Test
    void a_page_that_ends_the_list_leads_nowhere() {
        assertThat(Slice.of(3, most -> behind(4, most)).rows()).containsExactly(5, 6, 7);
        assertThat(Slice.of(3, most -> behind(4, most)).next(last -> "?after=" + last))
                .isEmpty();
        assertThat(Slice.of(3, most -> behind(7, most))).isEqualTo(new Slice<>(List.of(), false));
    }

    @Test
    void rows_are_prepared_together_and_the_list_goes_on_all_the_same() {
        Slice<String> page = Slice.of(2, most -> behind(1, most))
                .prepared(rows -> rows.stream().map(row -> "no. " + row).toList());

        assertThat(page).isEqualTo(new Slice<>(List.of("no. 2", "no. 3"), true));
    }

    private static List<Integer> behind(int row, int most) {
        return ALL.stream().filter(each -> each > row).limit(most).toList();
    }
}
