package vouchsafe.openhumans.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagingTest {
    private static final String URL = "https://vouchsafe.example/api/things/";

    @ParameterizedTest
    @CsvSource({
        "'', '', 100, 0",
        "5, 3, 5, 3",
        "0, 0, 100, 0",
        "-1, -1, 100, 0",
        "x, y, 100, 0",
        "1.5, 1e3, 100, 0",
        "' 5 ', ' 6 ', 5, 6",
        "0005, 0006, 5, 6",
        "5000, 2, 1000, 2",
        "99999999999999999999, 99999999999999999999, 1000, 1000000000000000"
    })
    void what_cannot_be_read_falls_back(String limit, String offset, int expectedLimit, long expectedOffset) {
        Paging page = Paging.of(URL, Map.of("limit", List.of(limit), "offset", List.of(offset)));
        assertThat(page.limit()).isEqualTo(expectedLimit);
        assertThat(page.offset()).isEqualTo(expectedOffset);
    }

    @Test
    void the_links_are_those_that_such_clients_know() {
        Paging page = Paging.of(
                URL,
                Map.of(
                        "offset",
                        List.of("2"),
                        "limit",
                        List.of("2"),
                        "access_token",
                        List.of("a b~*"),
                        "b",
                        List.of("")));
        assertThat(page.links(5))
                .containsEntry("count", 5L)
                .containsEntry("next", URL + "?access_token=a+b~%2A&b=&limit=2&offset=4")
                .containsEntry("previous", URL + "?access_token=a+b~%2A&b=&limit=2");
        assertThat(page.links(4)).containsEntry("next", null);
        assertThat(Paging.of(URL, Map.of()).links(0))
                .containsEntry("next", null)
                .containsEntry("previous", null);
    }

    @Test
    void past_the_end_there_is_a_way_back() {
        Paging page = Paging.of(URL, Map.of("offset", List.of("500")));
        assertThat(page.cut(List.of(1, 2))).isEmpty();
        assertThat(page.links(2)).containsEntry("previous", URL + "?limit=100&offset=400");
    }
}
