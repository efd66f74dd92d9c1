package vouchsafe.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import vouchsafe.metrics.Metrics;
import vouchsafe.metrics.Tracing;

class ForwardedRequestTest {
    private static final List<String> PROXIES = List.of("10.0.0.0/8", "::1");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # peer     | X-Forwarded-For                        | sender
        10.0.0.1   | 192.0.2.7                              | 192.0.2.7
        10.0.0.1   | 6.6.6.6, 192.0.2.7                     | 192.0.2.7
        10.0.0.1   | 6.6.6.6, 192.0.2.7, 10.9.9.9           | 192.0.2.7
        10.0.0.1   | 10.1.1.1, 10.9.9.9                     | 10.1.1.1
        10.0.0.1   | 192.0.2.7:4711                         | 192.0.2.7
        10.0.0.1   | [2001:db8::7]:4711                     | 2001:db8:0:0:0:0:0:7
        10.0.0.1   | 2001:db8::7                            | 2001:db8:0:0:0:0:0:7
        10.0.0.1   | evil.example                           | 10.0.0.1
        10.0.0.1   | 6.6.6.6, <script>                      | 10.0.0.1
        10.0.0.1   | ''                                     | 10.0.0.1
        192.0.2.66 | 192.0.2.7                              | 192.0.2.66
        192.0.2.66 | 10.0.0.1                               | 192.0.2.66
        """)
    void EN_07_only_what_a_trusted_proxy_wrote_is_believed(String peer, String header, String sender) {
        assertThat(seen(peer, header, PROXIES).getRemoteAddr()).isEqualTo(sender);
    }

    @Test
    void EN_07_without_trusted_proxies_nothing_is_believed() {
        assertThat(seen("10.0.0.1", "192.0.2.7", List.of()).getRemoteAddr()).isEqualTo("10.0.0.1");
    }

    @Test
    void several_header_lines_are_one_list() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
        request.setRemoteAddr("10.0.0.1");
        request.addHeader("X-Forwarded-For", "6.6.6.6");
        request.addHeader("X-Forwarded-For", "192.0.2.7");
        assertThat(ForwardedRequest.of(request, TrustedProxies.of(PROXIES)).getRemoteAddr())
                .isEqualTo("192.0.2.7");
    }

    @Test
    void EN_05_a_page_asked_for_in_clear_is_moved_to_https_and_a_form_is_not_read() throws Exception {
        MockHttpServletResponse page = through("https://data.example.org", "GET", "10.0.0.1", "http");
        assertThat(page.getStatus()).isEqualTo(308);
        assertThat(page.getHeader("Location")).isEqualTo("https://data.example.org/oauth2/token/?a=b");
        MockHttpServletResponse form = through("https://data.example.org", "POST", "10.0.0.1", "http");
        assertThat(form.getStatus()).isEqualTo(403);
        assertThat(form.getContentAsString()).contains("over https only");
    }

    @Test
    void EN_05_what_came_over_https_or_says_so_without_being_a_proxy_goes_through() throws Exception {
        assertThat(through("https://data.example.org", "POST", "10.0.0.1", "https")
                        .getStatus())
                .isEqualTo(200);
        assertThat(through("https://data.example.org", "POST", "192.0.2.66", "http")
                        .getStatus())
                .isEqualTo(200);
        assertThat(through("http://localhost:8080", "POST", "10.0.0.1", "http").getStatus())
                .isEqualTo(200);
    }

    private static MockHttpServletResponse through(String base, String method, String peer, String scheme)
            throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/oauth2/token/");
        request.setQueryString("a=b");
        request.setRemoteAddr(peer);
        request.addHeader("X-Forwarded-Proto", scheme);
        MockHttpServletResponse response = new MockHttpServletResponse();
        new RequestIdFilter(
                        TrustedProxies.of(PROXIES),
                        new PublicAddress(URI.create(base)),
                        () -> token -> {},
                        new ServedRequests(Metrics.off()),
                        Tracing.off())
                .doFilter(request, response, new MockFilterChain());
        assertThat(response.getHeader("X-Request-Id")).matches("[0-9a-f]{16}");
        return response;
    }

    private static HttpServletRequest seen(String peer, String header, List<String> proxies) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
        request.setRemoteAddr(peer);
        request.addHeader("X-Forwarded-For", header);
        return ForwardedRequest.of(request, TrustedProxies.of(proxies));
    }
}
