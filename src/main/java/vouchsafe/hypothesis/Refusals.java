package vouchsafe.hypothesis;

import java.util.LinkedHashMap;
import java.util.Map;
import vouchsafe.web.api.ApiRefusal;

/** Refusals as annotation clients read them; the reason is for the developer of the client. */
public final class Refusals {
    /** The text for everything that is absent or hidden from this caller. */
    public static final String NOT_FOUND =
            "Either the resource you requested doesn't exist, or you are not currently authorized to see it.";

    private Refusals() {}

    /** The thing is absent or hidden from this caller; the answer never tells which. */
    public static ApiRefusal notFound() {
        return of(404, "not_found", NOT_FOUND);
    }

    /** The request makes no sense, or asks for too much. */
    public static ApiRefusal invalid(String reason) {
        return of(400, "invalid_request", reason);
    }

    /** Something else is there already, or has changed meanwhile. */
    public static ApiRefusal conflict(String reason) {
        return conflict(reason, reason);
    }

    /** The same, where the reason holds what no log should. */
    public static ApiRefusal conflict(String reason, String forTheLog) {
        return new ApiRefusal(409, "conflict", body(reason), forTheLog);
    }

    /** The caller takes none of our versions. */
    public static ApiRefusal notAcceptable() {
        return of(406, "not_acceptable", "Not acceptable");
    }

    private static ApiRefusal of(int status, String error, String reason) {
        return new ApiRefusal(status, error, body(reason), reason);
    }

    /** The body of every refusal. */
    public static Map<String, Object> body(String reason) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", "failure");
        body.put("reason", reason);
        return body;
    }
}
