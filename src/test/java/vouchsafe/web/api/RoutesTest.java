package vouchsafe.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final Routes<String> ROUTES = new Routes<>(List.of(
            route("GET", ""),
            route("GET", "annotations/{id}"),
            route("PATCH", "annotations/{id}"),
            route("PUT", "annotations/{annotation}/flag"),
            route("DELETE", "annotations/{id}/flag"),
            route("GET", "annotations/newest"),
            route("GET", "groups/{group}/members"),
            route("GET", "groups/{group}/{anything}")));

    private static Route<String> route(String method, String path) {
        return new Route<>(method + " " + path, method, path, method + " " + path);
    }

    private static Routes.Found<String> at(String path) {
        return ROUTES.at(path.isEmpty() ? List.of("") : Arrays.asList(path.split("/", -1)));
    }

    private static Optional<String> endpoint(String method, String path) {
        return at(path).route(method).map(Route::endpoint);
    }

    @Test
    void a_constant_path_is_found_before_one_with_a_variable() {
        assertThat(endpoint("GET", "annotations/newest")).contains("GET annotations/newest");
        assertThat(endpoint("GET", "annotations/other")).contains("GET annotations/{id}");
        assertThat(endpoint("GET", "groups/a/members")).contains("GET groups/{group}/members");
        assertThat(endpoint("GET", "groups/a/b")).contains("GET groups/{group}/{anything}");
        assertThat(endpoint("GET", "")).contains("GET ");
    }

    @Test
    void a_path_is_found_under_every_method_and_says_which() {
        assertThat(endpoint("HEAD", "annotations/a")).contains("GET annotations/{id}");
        assertThat(endpoint("POST", "annotations/a")).isEmpty();
        assertThat(at("annotations/a").allow()).isEqualTo("GET, HEAD, OPTIONS, PATCH");
        assertThat(at("annotations/a").nowhere()).isFalse();
    }

    @Test
    void two_routes_may_name_the_same_variable_differently() {
        assertThat(endpoint("PUT", "annotations/a/flag")).contains("PUT annotations/{annotation}/flag");
        assertThat(endpoint("DELETE", "annotations/a/flag")).contains("DELETE annotations/{id}/flag");
        assertThat(at("annotations/a/flag").allow()).isEqualTo("DELETE, OPTIONS, PUT");
    }

    @Test
    void no_other_path_is_found() {
        for (String path :
                List.of("nothing", "annotations", "annotations/", "annotations/a/", "annotations/a/flag/b", "/")) {
            assertThat(at(path).nowhere()).as(path).isTrue();
        }
    }

    @Property
    void a_variable_is_any_word_as_it_was_sent(@ForAll @NotEmpty String word) {
        String scalar = new String(
                word.codePoints()
                        .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
                        .toArray(),
                0,
                (int) word.codePoints().count());
        if (scalar.equals("newest")) {
            return;
        }
        Routes.Found<String> found = ROUTES.at(List.of("annotations", scalar));

        assertThat(found.route("GET").map(Route::endpoint)).contains("GET annotations/{id}");
        assertThat(found.variables()).containsEntry("id", scalar);
    }
}
