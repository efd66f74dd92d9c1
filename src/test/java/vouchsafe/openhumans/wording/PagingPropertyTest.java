package vouchsafe.openhumans.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;

class PagingPropertyTest {
    private static final String URL = "https://vouchsafe.example/api/things/";

    private static Paging follow(String link) throws BadRequest {
        assertThat(link).startsWith(URL + "?");
        assertThat(URI.create(link).getRawQuery()).isNotEmpty();
        return Paging.of(URL, FormBody.decode(link.substring(URL.length() + 1)));
    }

    private static Paging first(String limit, String offset) {
        return Paging.of(URL, Map.of("limit", List.of(limit), "offset", List.of(offset)));
    }

    @Property
    void whoever_follows_next_sees_everything_once_and_in_order(
            @ForAll @IntRange(max = 60) int count, @ForAll @IntRange(min = 1, max = 20) int limit) throws BadRequest {
        List<Integer> whole = IntStream.range(0, count).boxed().toList();
        List<Integer> seen = new ArrayList<>();
        Paging page = first(Integer.toString(limit), "0");
        while (true) {
            seen.addAll(page.cut(whole));
            Object next = page.links(count).get("next");
            if (next == null) {
                break;
            }
            page = follow((String) next);
            assertThat(page.limit()).isEqualTo(limit);
        }
        assertThat(seen).isEqualTo(whole);
    }

    @Property
    void previous_leads_back_to_the_beginning(
            @ForAll @LongRange(max = 200) long offset, @ForAll @IntRange(min = 1, max = 50) int limit)
            throws BadRequest {
        Paging page = first(Integer.toString(limit), Long.toString(offset));
        for (long place = offset; place > 0; place -= limit) {
            assertThat(page.offset()).isEqualTo(place);
            page = follow(String.valueOf(page.links(100).get("previous")));
        }
        assertThat(page.offset()).isZero();
        assertThat(page.links(100).get("previous")).isNull();
    }

    @Property
    void links_keep_every_other_parameter_sorted_by_name(
            @ForAll @Size(max = 5) Map<@StringLength(min = 1, max = 8) String, @StringLength(max = 8) String> others)
            throws BadRequest {
        Map<String, List<String>> query = new LinkedHashMap<>();
        others.forEach((name, value) -> {
            if (wellFormed(name) && wellFormed(value)) {
                query.put(name, List.of(value, value));
            }
        });
        query.put("limit", List.of("7"));
        query.put("offset", List.of("7"));
        String next = String.valueOf(Paging.of(URL, query).links(100).get("next"));
        Map<String, List<String>> sent = FormBody.decode(next.substring(URL.length() + 1));
        Map<String, List<String>> expected = new java.util.TreeMap<>(query);
        expected.put("offset", List.of("14"));
        assertThat(new ArrayList<>(sent.keySet())).isEqualTo(new ArrayList<>(expected.keySet()));
        assertThat(sent).isEqualTo(expected);
    }

    private static boolean wellFormed(String text) {
        return text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    @Property
    void nothing_that_is_sent_makes_an_impossible_page(@ForAll String limit, @ForAll String offset) {
        Paging page = first(limit, offset);
        assertThat(page.limit()).isBetween(1, Paging.LONGEST);
        assertThat(page.offset()).isNotNegative();
        assertThat(page.cut(List.of(1, 2, 3))).hasSizeLessThanOrEqualTo(3);
        page.links(Long.MAX_VALUE);
    }
}
