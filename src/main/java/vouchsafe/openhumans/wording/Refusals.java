package vouchsafe.openhumans.wording;

import java.util.List;
import java.util.Map;
import vouchsafe.web.api.ApiRefusal;

/** The shapes in which clients of Open Humans read that a call was refused. */
public final class Refusals {
    private static final String INVALID = "invalid_request";

    private Refusals() {}

    /** {@code {"field": "message"}}. */
    public static ApiRefusal plain(String field, String message) {
        return new ApiRefusal(400, INVALID, Map.of(field, message), field + ": " + message);
    }

    /** {@code {"field": ["message"]}}, the shape of a form's errors. */
    public static ApiRefusal field(String field, String message) {
        return fields(Map.of(field, List.of(message)), field + ": " + message);
    }

    /** The errors of several fields, in whatever shape. */
    public static ApiRefusal fields(Map<String, ?> errors, String why) {
        return new ApiRefusal(400, INVALID, errors, why);
    }

    /** {@code {"detail": "message"}}. */
    public static ApiRefusal detail(int status, String message) {
        return detail(status, INVALID, message, message);
    }

    /** The same, with another reason for the owner of the client. */
    public static ApiRefusal detail(int status, String error, String message, String why) {
        return new ApiRefusal(status, error, Map.of("detail", message), why);
    }

    /** The refusal of an unknown address. */
    public static ApiRefusal noSuchPath() {
        return detail(404, "Not found.");
    }

    /** The refusal where an object of this kind is absent or not public. */
    public static ApiRefusal none(String kind) {
        return detail(404, "No " + kind + " matches the given query.");
    }
}
