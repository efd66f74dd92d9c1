package vouchsafe.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    @Test
    void UI_12_a_name_gets_its_share_and_others_theirs() {
        Allowance allowance = new Allowance(3, Duration.ofMinutes(3));
        for (int i = 0; i < 3; i++) {
            assertThat(allowance.take("ada")).isEmpty();
        }
        assertThat(allowance.take("ADA"))
                .hasValueSatisfying(wait -> assertThat(wait)
                        .as("nobody waits longer than one share")
                        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(61)));
        assertThat(allowance.take("grace")).isEmpty();
    }

    @Test
    void what_is_given_back_can_be_taken_again() {
        Allowance allowance = new Allowance(1, Duration.ofHours(1));
        assertThat(allowance.take("ada")).isEmpty();
        allowance.giveBack("ada");
        assertThat(allowance.take("ada")).isEmpty();
        assertThat(allowance.take("ada")).isPresent();
    }

    @Test
    void one_ipv6_customer_is_one_network() {
        assertThat(Network.of("2001:db8:1:2:3:4:5:6")).isEqualTo(Network.of("2001:db8:1:2:ffff:0:0:1"));
        assertThat(Network.of("2001:db8:1:2:3:4:5:6")).isNotEqualTo(Network.of("2001:db8:1:3:3:4:5:6"));
        assertThat(Network.of("192.0.2.1")).isNotEqualTo(Network.of("192.0.2.2"));
    }
}
