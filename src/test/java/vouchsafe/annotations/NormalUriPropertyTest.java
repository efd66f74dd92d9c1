package vouchsafe.annotations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The form by which pages are found. */
class NormalUriPropertyTest {
    @Property(tries = 500)
    void normalising_again_changes_nothing(@ForAll("uris") String uri) {
        String once = NormalUri.of(uri);
        assertThat(NormalUri.of(once)).isEqualTo(once);
    }

    @Property(tries = 500)
    void any_text_has_a_form_that_an_index_can_hold(@ForAll String text) {
        assertThat(NormalUri.of(text).getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(2_000);
        assertThat(NormalUri.of(NormalUri.of(text))).isEqualTo(NormalUri.of(text));
    }

    @Property(tries = 300)
    void scheme_fragment_and_trailing_slash_make_no_difference(@ForAll("paths") String path) {
        String plain = NormalUri.of("https://example.org/" + path);
        assertThat(NormalUri.of("HTTP://Example.ORG:80/" + path + "/#part")).isEqualTo(plain);
        assertThat(NormalUri.of("https://example.org:443/" + path + "?utm_source=a&gclid=b"))
                .isEqualTo(plain);
    }

    @Property(tries = 300)
    void a_pattern_that_is_read_begins_like_what_it_finds(@ForAll("uris") String uri) {
        Optional<UriPattern> pattern = UriPattern.parse(uri);
        pattern.ifPresent(each -> assertThat(NormalUri.of(uri)).startsWith(each.from()));
    }

    @Example
    void known_addresses() {
        assertThat(NormalUri.of("https://example.com/a%7Eb/?z=1&a=2&a=1&WT.mc=5#x"))
                .isEqualTo("httpx://example.com/a~b?a=2&a=1&z=1");
        assertThat(NormalUri.of("http://example.com:8080/")).isEqualTo("httpx://example.com:8080");
        assertThat(NormalUri.of("https://via.hypothes.is/https://example.com/ä"))
                .isEqualTo("httpx://example.com/%C3%A4");
        assertThat(NormalUri.of("urn:x-pdf:abc")).isEqualTo("urn:x-pdf:abc");
        assertThat(NormalUri.of("http://example.com/%zz")).isEqualTo("httpx://example.com/%25zz");
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.strings()
                .withChars("abcXYZ019-_.~%2F é")
                .ofMaxLength(20)
                .filter(path -> !path.endsWith("/") && path.strip().equals(path));
    }

    @Provide
    Arbitrary<String> uris() {
        Arbitrary<String> rest = Arbitraries.strings()
                .withChars("ab%2fF&=?#/:@*_ é\uD83D\uDE00[]+;")
                .ofMaxLength(60);
        return Arbitraries.of("http://", "https://", "HTTPS://u@", "urn:", "", "https://via.hypothes.is/", "httpx://")
                .flatMap(start -> Arbitraries.of("example.org", "example.org:80", "", "[::1]:443", "x")
                        .flatMap(host -> rest.map(end -> start + host + end)));
    }
}
