package vouchsafe.openhumans.api;

import java.util.List;
import java.util.Map;

/** A refusal of a call that was understood, in the shape that clients of Open Humans read. */
final class ApiRefusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final transient Object body;
    private final String why;

    /**
     * @param body the answer, written as JSON
     * @param why the reason for the project's request log, without secrets
     */
    ApiRefusal(int status, Object body, String why) {
        super(why);
        this.status = status;
        this.body = body;
        this.why = why;
    }

    /** {@code {"field": "message"}}. */
    static ApiRefusal plain(String field, String message) {
        return new ApiRefusal(400, Map.of(field, message), field + ": " + message);
    }

    /** {@code {"field": ["message"]}}, the shape of a form's errors. */
    static ApiRefusal field(String field, String message) {
        return new ApiRefusal(400, Map.of(field, List.of(message)), field + ": " + message);
    }

    /** {@code {"detail": "message"}}. */
    static ApiRefusal detail(int status, String message) {
        return new ApiRefusal(status, Map.of("detail", message), message);
    }

    int status() {
        return status;
    }

    Object body() {
        return body;
    }

    String why() {
        return why;
    }
}
