package vouchsafe.openhumans.api;

import org.jspecify.annotations.Nullable;

/**
 * What an endpoint answers.
 *
 * @param body anything Jackson writes: a map, a list, a text (then a JSON string)
 */
record ApiAnswer(int status, @Nullable Object body) {
    static ApiAnswer ok(Object body) {
        return new ApiAnswer(200, body);
    }
}
