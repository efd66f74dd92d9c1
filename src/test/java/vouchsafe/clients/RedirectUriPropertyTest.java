package vouchsafe.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever may be registered is an address that every reader understands alike, and matches itself only. */
class RedirectUriPropertyTest {

    /** Pieces of addresses, good and bad, in any order. */
    @Provide
    Arbitrary<String> pieces() {
        Arbitrary<String> piece = Arbitraries.of(
                "https://",
                "http://",
                "https:",
                "//",
                "/",
                "app.example.org",
                "127.0.0.1",
                "[::1]",
                "localhost",
                ":",
                "8000",
                "@",
                "user",
                "evil.example",
                "..",
                ".",
                "%2e",
                "%2F",
                "%00",
                "%",
                "\\",
                "?",
                "&",
                "=",
                "a",
                "#",
                "*",
                " ",
                "\n",
                "com.example.app:",
                "javascript:",
                "data:",
                ";",
                "é",
                "-",
                "[",
                "]",
                "A");
        return piece.list().ofMinSize(1).ofMaxSize(8).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<String> addresses() {
        Arbitrary<String> paths = Arbitraries.strings().withCharRange('a', 'z').ofMaxLength(8);
        Arbitrary<String> origins = Arbitraries.of(
                "https://app.example.org",
                "https://a.b:8443",
                "http://127.0.0.1",
                "http://[::1]:1",
                "com.example.app:");
        return Combinators.combine(origins, paths, paths)
                .as((origin, path, query) -> origin + "/" + path + (query.isEmpty() ? "" : "?q=" + query));
    }

    private static boolean registrable(String text) {
        try {
            return RedirectUri.register(text, AppSchemes.of("androidaps, openhumanshk, resilienceproject"))
                    .value()
                    .equals(text);
        } catch (InvalidRedirectUri refused) {
            assertThat(refused).hasMessageStartingWith("The redirect URL");
            return false;
        }
    }

    @Property(tries = 2000)
    void what_is_registered_is_absolute_safe_and_unambiguous(@ForAll("pieces") String text) {
        if (registrable(text)) {
            assertThat(text).doesNotContain("#", "*", "\\", " ", "\n");
            // RFC 3986 allows an empty authority, as apps with a scheme of their own have it; Java's reader does not.
            URI uri = URI.create(text.replaceFirst("://(?=[/?]|$)", "://app.invalid"));
            String path = uri.isOpaque() ? uri.getRawSchemeSpecificPart() : uri.getRawPath();
            assertThat(path.split("\\?", 2)[0]).doesNotContain("/../", "%2e", "%2F", "%00");
            assertThat(uri.getScheme()).isEqualTo(text.substring(0, text.indexOf(':')));
            assertThat(uri.getScheme()).isNotIn("javascript", "data", "file");
            if (text.startsWith("http")) {
                assertThat(uri.getHost())
                        .as("Java reads the host of %s as we do", text)
                        .isNotNull();
            }
            if (text.startsWith("http:")) {
                assertThat(uri.getHost()).isIn("127.0.0.1", "[::1]", "localhost");
            }
        }
    }

    @Example
    void a_host_that_ends_in_a_number_and_is_no_address_is_refused() {
        for (String host : new String[] {"app.example.org127.0.0.1", "1.2.3.4.5", "app.1", "a.-b.example"}) {
            assertThat(registrable("https://" + host + "/cb")).as(host).isFalse();
        }
        assertThat(registrable("https://1app.example.org/cb")).isTrue();
    }

    @Example
    void addresses_that_phone_apps_have_compiled_in_are_taken() {
        for (String uri : new String[] {
            "androidaps://setup-openhumans",
            "openhumanshk://",
            "resilienceproject://",
            "openhumanshk:///",
            "openhumanshk://?from=server",
            "com.example.app://",
            "com.example.app:/callback"
        }) {
            assertThat(registrable(uri)).as(uri).isTrue();
        }
        for (String uri :
                new String[] {"https://", "https:///cb", "http://?x", "someapp://", "androidaps", "javascript://"}) {
            assertThat(registrable(uri)).as(uri).isFalse();
        }
    }

    @Property(tries = 1000)
    void a_page_belongs_to_a_client_by_the_origin_a_browser_gives_it(@ForAll("addresses") String address) {
        RedirectUri registered = new RedirectUri(address);
        registered.origin().ifPresent(origin -> {
            String browsers = origin.startsWith("http://127.0.0.1") ? origin + ":5173" : origin;
            assertThat(RedirectUri.originsFor(browsers)).contains(origin);
            assertThat(RedirectUri.originsFor(browsers + ".evil.example")).doesNotContain(origin);
        });
    }

    @Example
    void the_port_of_a_scheme_may_be_spelt_out() {
        assertThat(RedirectUri.originsFor("https://app.example.org")).contains("https://app.example.org:443");
        assertThat(RedirectUri.originsFor("https://app.example.org:8443"))
                .containsExactly("https://app.example.org:8443");
        assertThat(RedirectUri.originsFor("http://[::1]:5173")).contains("http://[::1]");
        assertThat(new RedirectUri("com.example.app:/cb").origin()).isEmpty();
    }

    @Property(tries = 1000)
    void it_matches_itself_and_nothing_a_character_away(
            @ForAll("addresses") String address, @ForAll @IntRange(max = 60) int at, @ForAll char character) {
        assertThat(registrable(address)).isTrue();
        RedirectUri registered = new RedirectUri(address);
        assertThat(registered.matches(address)).isTrue();
        int where = at % (address.length() + 1);
        String longer = address.substring(0, where) + character + address.substring(where);
        assertThat(registered.matches(longer)).isFalse();
        if (where < address.length()) {
            assertThat(registered.matches(address.substring(0, where) + address.substring(where + 1)))
                    .isFalse();
        }
    }

    @Property(tries = 1000)
    void a_loopback_address_matches_another_port_and_nothing_else(
            @ForAll("pieces") String instead, @ForAll @IntRange(min = 0, max = 65535) int port) {
        for (String host : new String[] {"http://127.0.0.1", "http://[::1]"}) {
            RedirectUri registered = new RedirectUri(host + "/cb");
            assertThat(registered.matches(host + ":" + port + "/cb")).isTrue();
            String other = host + ":" + instead + "/cb";
            if (!instead.matches("[0-9]{1,5}")) {
                assertThat(registered.matches(other)).as(other).isFalse();
            }
        }
    }
}
