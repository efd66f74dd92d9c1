package vouchsafe.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private final AtomicLong nanoseconds = new AtomicLong(Long.MAX_VALUE - 1_000);

    private Allowance allowance(long times, Duration in) {
        return new Allowance(times, in, nanoseconds::get);
    }

    @Test
    void UI_12_a_name_gets_its_share_and_others_theirs() {
        Allowance allowance = allowance(3, Duration.ofMinutes(3));
        for (int i = 0; i < 3; i++) {
            assertThat(allowance.take("ada")).isEmpty();
        }
        assertThat(allowance.take("ADA"))
                .as("nobody waits longer than one share")
                .hasValue(Duration.ofSeconds(61));
        assertThat(allowance.toWait("Ada")).hasValue(Duration.ofSeconds(61));
        assertThat(allowance.take("grace")).isEmpty();
        nanoseconds.addAndGet(Duration.ofSeconds(60).toNanos());
        assertThat(allowance.take("ada")).isEmpty();
        assertThat(allowance.take("ada")).isPresent();
    }

    @Test
    void what_is_given_back_can_be_taken_again_and_nothing_more() {
        Allowance allowance = allowance(1, Duration.ofHours(1));
        assertThat(allowance.take("ada")).isEmpty();
        allowance.giveBack("ada");
        allowance.giveBack("ada");
        allowance.giveBack("nobody");
        assertThat(allowance.take("ada")).isEmpty();
        assertThat(allowance.take("ada")).isPresent();
    }

    @Test
    void looking_takes_nothing() {
        Allowance allowance = allowance(1, Duration.ofHours(1));
        assertThat(allowance.toWait("ada")).isEmpty();
        assertThat(allowance.toWait("ada")).isEmpty();
        assertThat(allowance.take("ada")).isEmpty();
        assertThat(allowance.toWait("ada")).isPresent();
    }

    @Test
    void a_name_of_two_words_is_not_the_same_words_cut_elsewhere() {
        Allowance allowance = allowance(1, Duration.ofHours(1));
        assertThat(allowance.take("a b", "c")).isEmpty();
        assertThat(allowance.take("a", "b c")).isEmpty();
        assertThat(allowance.take("ab", "c")).isEmpty();
        assertThat(allowance.take("a b", "c")).isPresent();
    }

    @Test
    void of_many_at_once_no_more_get_one_than_there_are() {
        Allowance allowance = allowance(50, Duration.ofHours(1));
        long got = IntStream.range(0, 400)
                .parallel()
                .mapToObj(each -> allowance.take("ada"))
                .filter(Optional::isEmpty)
                .count();
        assertThat(got).isEqualTo(50);
    }

    @Property(tries = 50)
    void in_any_time_no_more_are_given_than_the_first_ones_and_what_was_earned(
            @ForAll @IntRange(min = 1, max = 20) int times, @ForAll Random random) {
        Allowance allowance = allowance(times, Duration.ofMinutes(times));
        long start = nanoseconds.get();
        int given = 0;
        for (int i = 0; i < 500; i++) {
            nanoseconds.addAndGet(random.nextLong(Duration.ofSeconds(90).toNanos()));
            boolean waits = allowance.toWait("ada").isPresent();
            boolean taken = allowance.take("ada").isEmpty();
            assertThat(taken).isNotEqualTo(waits);
            given += taken ? 1 : 0;
            long earned = (nanoseconds.get() - start) / Duration.ofMinutes(1).toNanos();
            assertThat(given).isLessThanOrEqualTo((int) (times + earned));
        }
        assertThat(given).as("and not fewer by much").isGreaterThan(200);
    }
}
