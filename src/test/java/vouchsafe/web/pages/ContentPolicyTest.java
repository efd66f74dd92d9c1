package vouchsafe.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ContentPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "https://app.example.org/callback?x=1, https://app.example.org",
        "https://app.example.org:8443/callback, https://app.example.org:8443",
        "http://127.0.0.1:53219/cb, http://127.0.0.1:53219",
        "http://[::1]:53219/cb, http:",
        "com.example.app:/callback, com.example.app:"
    })
    void a_page_names_the_one_place_its_forms_may_end(String target, String source) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        MockHttpServletResponse response = new MockHttpServletResponse();
        ContentPolicy.allowFormTarget(request, URI.create(target));
        ContentPolicy.write(request, response);
        assertThat(response.getHeader("Content-Security-Policy"))
                .contains("form-action 'self' " + source + "; frame-ancestors 'none'");
    }
}
