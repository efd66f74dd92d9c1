package vouchsafe.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T18:05:09Z");

    @ParameterizedTest
    @CsvSource({
        "PT0S,just now",
        "PT44S,just now",
        "PT-44S,just now",
        "PT45S,1 minute ago",
        "PT3M,3 minutes ago",
        "PT59M40S,1 hour ago",
        "PT23H,23 hours ago",
        "PT23H50M,1 day ago",
        "P5D,5 days ago",
        "PT-2H,in 2 hours",
        "P-7D,in 7 days",
        "P40D,on 12 October 2026"
    })
    void a_distance_is_said_in_its_largest_unit(Duration ago, String words) {
        assertThat(Times.relative(NOW.minus(ago), NOW)).isEqualTo(words);
    }

    @Test
    void a_moment_names_its_zone() {
        assertThat(Times.dateAndTime(NOW)).isEqualTo("21 November 2026, 18:05 UTC");
    }
}
