package vouchsafe.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TriedTooOftenTest {
    @Test
    void the_error_page_says_when_another_try_may_succeed() {
        TriedTooOften refusal = new TriedTooOften(Duration.ofSeconds(90));

        assertThat(refusal.getStatusCode().value()).isEqualTo(429);
        assertThat(refusal.getHeaders().getFirst("Retry-After")).isEqualTo("90");
    }
}
