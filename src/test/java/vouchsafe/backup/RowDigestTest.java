package vouchsafe.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a restore compares: all rows, whatever their order, and each as often as it is there. */
class RowDigestTest {
    private static Summary.Rows of(List<String> rows) {
        RowDigest digest = new RowDigest();
        rows.forEach(row -> digest.add(row.getBytes(StandardCharsets.UTF_8)));
        return digest.of("table");
    }

    @Test
    void the_order_makes_no_difference_and_everything_else_does() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            rows.add(i + "\tsomeone\n");
        }
        Summary.Rows digest = of(rows);
        Collections.shuffle(rows, new Random(1));
        assertThat(of(rows)).isEqualTo(digest);

        String first = rows.getFirst();
        rows.set(0, first.replace("someone", "somebody"));
        assertThat(of(rows).digest()).isNotEqualTo(digest.digest());
        rows.set(0, first);
        rows.add(first);
        assertThat(of(rows)).isNotEqualTo(digest);
        rows.removeLast();
        // Twice the same row takes no notice of itself away, as an exclusive or would.
        rows.set(0, rows.get(1));
        assertThat(of(rows).digest()).isNotEqualTo(digest.digest());
    }
}
