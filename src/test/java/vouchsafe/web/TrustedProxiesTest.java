package vouchsafe.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class TrustedProxiesTest {
    private static final TrustedProxies PROXIES = TrustedProxies.of(List.of("10.0.0.0/8", "fd00::1"));

    private static String caller(String peer, String... headers) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(peer);
        for (String header : headers) {
            request.addHeader("X-Forwarded-For", header);
        }
        return PROXIES.caller(request);
    }

    @Test
    void a_stranger_is_who_they_are_whatever_they_say() {
        assertThat(caller("203.0.113.9", "198.51.100.1")).isEqualTo("203.0.113.9");
        assertThat(caller("11.0.0.1", "198.51.100.1")).isEqualTo("11.0.0.1");
    }

    @Test
    void a_trusted_proxy_is_believed_up_to_the_first_stranger_from_the_right() {
        assertThat(caller("10.1.2.3", "203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(caller("fd00::1", "6.6.6.6, 203.0.113.9, 10.9.9.9")).isEqualTo("203.0.113.9");
        assertThat(caller("10.1.2.3", "6.6.6.6", "203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(caller("10.1.2.3", "2001:db8::7")).isEqualTo("2001:db8:0:0:0:0:0:7");
    }

    @Test
    void nonsense_names_the_proxy() {
        assertThat(caller("10.1.2.3")).isEqualTo("10.1.2.3");
        assertThat(caller("10.1.2.3", "unknown")).isEqualTo("10.1.2.3");
        assertThat(caller("10.1.2.3", "203.0.113.9, example.org")).isEqualTo("10.1.2.3");
    }

    @Test
    void what_is_no_network_is_refused() {
        assertThatThrownBy(() -> TrustedProxies.of(List.of("proxy.example.org")))
                .hasMessageContaining("neither an address nor a network");
        assertThatThrownBy(() -> TrustedProxies.of(List.of("10.0.0.0/33"))).hasMessageContaining("/0 to /32");
    }
}
