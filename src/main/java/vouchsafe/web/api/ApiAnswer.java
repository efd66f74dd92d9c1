package vouchsafe.web.api;

import org.jspecify.annotations.Nullable;

/**
 * The answer of an endpoint.
 *
 * @param body a value that Jackson writes: a map, a list, a record, a text (then a JSON string); or a
 *     {@link StreamedBody}; null for no body
 * @param caching the value of {@code Cache-Control}
 * @param tagged whether it has an entity tag, so that a caller who has it already gets 304 (RFC 9110 section 13.1.2)
 */
public record ApiAnswer(int status, @Nullable Object body, String contentType, String caching, boolean tagged) {
    private static final String JSON = "application/json";
    private static final String NEVER = "no-store";

    /** An answer that no cache may keep. */
    public ApiAnswer(int status, @Nullable Object body) {
        this(status, body, JSON, NEVER, false);
    }

    /** A 200 that no cache may keep. */
    public static ApiAnswer ok(Object body) {
        return new ApiAnswer(200, body);
    }

    /** A 204 without a body. */
    public static ApiAnswer noContent() {
        return new ApiAnswer(204, null);
    }

    /** The same with another content type. */
    public ApiAnswer typed(String type) {
        return new ApiAnswer(status, body, type, caching, tagged);
    }

    /** The same with another {@code Cache-Control}. */
    public ApiAnswer cached(String value) {
        return new ApiAnswer(status, body, contentType, value, tagged);
    }

    /** The same with an entity tag, made from its bytes. */
    public ApiAnswer withTag() {
        return new ApiAnswer(status, body, contentType, caching, true);
    }
}
