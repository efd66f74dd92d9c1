package vouchsafe.openhumans.publicdata;

import java.util.List;
import java.util.Map;

/** A refusal of a request for public data, in the shape that clients of Open Humans read. */
final class PublicRefusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final transient Object body;

    private PublicRefusal(int status, Object body) {
        super(body.toString());
        this.status = status;
        this.body = body;
    }

    /** The refusal where an object of this kind is absent or not public. */
    static PublicRefusal none(String kind) {
        return new PublicRefusal(404, Map.of("detail", "No " + kind + " matches the given query."));
    }

    /** The refusal of an unknown address. */
    static PublicRefusal noSuchPath() {
        return new PublicRefusal(404, Map.of("detail", "Not found."));
    }

    /** The refusal of a filter's value. */
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
