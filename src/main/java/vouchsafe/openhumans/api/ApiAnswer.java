package vouchsafe.openhumans.api;

import org.jspecify.annotations.Nullable;

/**
 * The answer of an endpoint.
 *
 * @param body a value that Jackson writes: a map, a list, a text (then a JSON string)
 */
record ApiAnswer(int status, @Nullable Object body) {
    static ApiAnswer ok(Object body) {
        return new ApiAnswer(200, body);
    }
}
