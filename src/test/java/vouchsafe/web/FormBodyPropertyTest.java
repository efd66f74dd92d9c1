package vouchsafe.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** Forms are read as they were written, or refused; never guessed. */
class FormBodyPropertyTest {

    /** Any text that UTF-8 can carry: no half of a surrogate pair. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .all()
                .ofMaxLength(12)
                .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }

    @Provide
    Arbitrary<List<Tuple2<String, String>>> fields() {
        return texts().tuple2()
                .map(pair -> Tuple.of("n" + pair.get1(), pair.get2()))
                .list()
                .ofMaxSize(6);
    }

    @Property(tries = 500)
    void what_a_browser_encodes_is_read_as_it_was(@ForAll("fields") List<Tuple2<String, String>> fields)
            throws BadRequest {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        fields.forEach(field -> expected.computeIfAbsent(field.get1(), name -> new ArrayList<>())
                .add(field.get2()));
        String encoded = fields.stream()
                .map(field -> URLEncoder.encode(field.get1(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.get2(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        assertThat(FormBody.decode(encoded)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> scraps() {
        return Arbitraries.of(
                        "%", "%2", "%zz", "%00", "%ff", "%c3%a9", "%c0%af", "%ed%a0%80", "&", "=", "+", "a", "é", ";")
                .list()
                .ofMaxSize(10)
                .map(list -> String.join("", list));
    }

    @Property(tries = 1000)
    void broken_encoding_is_refused_and_never_throws_anything_else(@ForAll("scraps") String text) {
        try {
            FormBody.decode(text)
                    .forEach((name, values) ->
                            values.forEach(value -> assertThat(name + value).doesNotContain("\uFFFD")));
        } catch (BadRequest refused) {
            assertThat(refused.status()).isEqualTo(400);
        }
    }
}
