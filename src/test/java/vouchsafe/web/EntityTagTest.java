package vouchsafe.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class EntityTagTest {
    private final EntityTag tag = new EntityTag("a1");

    @Test
    void it_is_said_in_quotes() {
        assertThat(tag.header()).isEqualTo("\"a1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a1\"", "W/\"a1\"", "\"b\", \"a1\"", "W/\"b\",W/\"a1\"", "*", "\"b,c\", \"a1\""})
    void a_caller_has_it_whose_list_names_it(String header) {
        assertThat(tag.knownTo(asking("If-None-Match", header))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "a1", "\"xa1\"", "\"a1", "", "\"\"a1\"\"", "W/", ",,,"})
    void a_caller_does_not_have_it_whose_list_does_not(String header) {
        assertThat(tag.knownTo(asking("If-None-Match", header))).isFalse();
    }

    @Test
    void a_range_needs_the_very_tag() {
        assertThat(tag.rangeAllowed(new MockHttpServletRequest())).isTrue();
        assertThat(tag.rangeAllowed(asking("If-Range", "\"a1\""))).isTrue();
        assertThat(tag.rangeAllowed(asking("If-Range", "W/\"a1\""))).isFalse();
        assertThat(tag.rangeAllowed(asking("If-Range", "\"b\""))).isFalse();
        assertThat(tag.rangeAllowed(asking("If-Range", "Fri, 27 Nov 2026 10:00:00 GMT")))
                .isFalse();
    }

    private static MockHttpServletRequest asking(String header, String value) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader(header, value);
        return request;
    }
}
