package vouchsafe.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ContentPolicyTest {
    private final MockHttpServletRequest request = new MockHttpServletRequest();

    private String policy() {
        MockHttpServletResponse response = new MockHttpServletResponse();
        ContentPolicy.write(request, response);
        return String.valueOf(response.getHeader("Content-Security-Policy"));
    }

    @Test
    void forms_stay_here_unless_a_page_says_that_its_form_may_end_at_an_app() {
        assertThat(policy()).contains("form-action 'self'; frame-ancestors 'none'");
        ContentPolicy.letFormsLeave(request);
        assertThat(policy())
                .doesNotContain("form-action")
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'");
    }
}
