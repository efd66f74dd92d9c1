package vouchsafe.hypothesis.api;

import org.jspecify.annotations.Nullable;

/**
 * The answer of a route.
 *
 * @param body a value that Jackson writes; null for no body
 * @param caching for {@code Cache-Control}
 */
record ApiAnswer(int status, @Nullable Object body, String contentType, String caching) {
    private static final String JSON = "application/json";
    private static final String ASK_AGAIN = "no-cache";

    static ApiAnswer ok(Object body) {
        return new ApiAnswer(200, body, JSON, ASK_AGAIN);
    }

    /** An answer that is the same for everyone and seldom changes. */
    static ApiAnswer lasting(Object body) {
        return new ApiAnswer(200, body, JSON, "max-age=300, public");
    }

    static ApiAnswer typed(Object body, String contentType) {
        return new ApiAnswer(200, body, contentType, ASK_AGAIN);
    }

    static ApiAnswer noContent() {
        return new ApiAnswer(204, null, JSON, ASK_AGAIN);
    }
}
