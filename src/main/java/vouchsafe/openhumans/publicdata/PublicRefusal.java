package vouchsafe.openhumans.publicdata;

import java.util.List;
import java.util.Map;

/** A request for public data that cannot be served, in the shape that clients of Open Humans read. */
final class PublicRefusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final transient Object body;

    private PublicRefusal(int status, Object body) {
        super(body.toString());
        this.status = status;
        this.body = body;
    }

    /** There is no such thing, or it is not public. */
    static PublicRefusal none(String kind) {
        return new PublicRefusal(404, Map.of("detail", "No " + kind + " matches the given query."));
    }

    /** There is no such address. */
    static PublicRefusal noSuchPath() {
        return new PublicRefusal(404, Map.of("detail", "Not found."));
    }

    /** A filter's value is no such thing. */
    static PublicRefusal filter(String name, String message) {
        return new PublicRefusal(400, Map.of(name, List.of(message)));
    }

    int status() {
        return status;
    }

    Object body() {
        return body;
    }
}
