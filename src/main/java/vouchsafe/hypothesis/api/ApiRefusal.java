package vouchsafe.hypothesis.api;

import vouchsafe.hypothesis.ApiServlet;

/** A refusal of a call that was understood; the reason is for the developer of the client. */
final class ApiRefusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String reason;

    private ApiRefusal(int status, String reason) {
        super(reason);
        this.status = status;
        this.reason = reason;
    }

    /** The thing is absent or hidden from this caller; the answer never tells which. */
    static ApiRefusal notFound() {
        return new ApiRefusal(404, ApiServlet.NOT_FOUND);
    }

    static ApiRefusal invalid(String reason) {
        return new ApiRefusal(400, reason);
    }

    static ApiRefusal conflict(String reason) {
        return new ApiRefusal(409, reason);
    }

    static ApiRefusal notAcceptable() {
        return new ApiRefusal(406, "Not acceptable");
    }

    int status() {
        return status;
    }

    /** The kind of refusal, as a code. */
    String error() {
        return switch (status) {
            case 404 -> "not_found";
            case 406 -> "not_acceptable";
            case 409 -> "conflict";
            default -> "invalid_request";
        };
    }

    String reason() {
        return reason;
    }
}
