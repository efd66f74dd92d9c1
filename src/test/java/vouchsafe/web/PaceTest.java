package vouchsafe.web;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void who_moves_a_thousand_bytes_a_second_may_take_as_long_as_it_takes() {
        Pace pace = new Pace(Duration.ofSeconds(30));
        assertThatCode(() -> {
                    for (int second = 0; second < 100_000; second++) {
                        pace.moved(1_000, SECOND);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void who_drips_is_given_up_after_the_grace() throws Exception {
        Pace pace = new Pace(Duration.ofSeconds(30));
        pace.moved(1, 29 * SECOND);
        assertThatThrownBy(() -> pace.moved(1, 2 * SECOND))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("2 bytes in 31 s");
    }

    @Test
    void what_came_quickly_is_an_advance_on_what_comes_slowly() throws Exception {
        Pace pace = new Pace(Duration.ofSeconds(30));
        pace.moved(1, 25 * SECOND);
        pace.moved(15_000, 0);
        pace.moved(1, 19 * SECOND);
        assertThatThrownBy(() -> pace.moved(1, 2 * SECOND)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void it_buys_no_more_than_the_grace() throws Exception {
        Pace pace = new Pace(Duration.ofSeconds(30));
        pace.moved(4_000_000, 0);
        pace.moved(1, 29 * SECOND);
        assertThatThrownBy(() -> pace.moved(1, 2 * SECOND)).isInstanceOf(SocketTimeoutException.class);
    }
}
