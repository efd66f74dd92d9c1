package vouchsafe.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SenderNetworkTest {
    @Test
    void one_ipv6_customer_is_one_network() {
        assertThat(SenderNetwork.of("2001:db8:1:2:3:4:5:6")).isEqualTo(SenderNetwork.of("2001:db8:1:2:ffff:0:0:1"));
        assertThat(SenderNetwork.of("2001:db8:1:2:3:4:5:6")).isNotEqualTo(SenderNetwork.of("2001:db8:1:3:3:4:5:6"));
        assertThat(SenderNetwork.of("192.0.2.1")).isNotEqualTo(SenderNetwork.of("192.0.2.2"));
    }
}
