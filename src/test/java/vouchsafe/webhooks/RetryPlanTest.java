package vouchsafe.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPlanTest {
    @Test
    void a_delivery_is_tried_for_about_three_days_ever_more_rarely() {
        Random random = new Random(7);
        Instant start = Instant.EPOCH;
        Instant now = start;
        Duration last = Duration.ZERO;
        int attempts = 1;
        for (Optional<Instant> next = RetryPlan.after(attempts, now, random);
                next.isPresent();
                next = RetryPlan.after(attempts, now, random)) {
            Duration wait = Duration.between(now, next.get());
            assertThat(wait.toMillis()).isGreaterThan(last.toMillis() * 7 / 10);
            last = wait;
            now = next.get();
            attempts++;
        }
        assertThat(attempts).isEqualTo(13);
        assertThat(Duration.between(start, now)).isBetween(Duration.ofHours(55), Duration.ofHours(90));
    }
}
