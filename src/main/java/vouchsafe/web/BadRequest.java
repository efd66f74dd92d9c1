package vouchsafe.web;

/** A request that can't be read or done; the message tells its sender what to do. */
public final class BadRequest extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String explanation;

    /**
     * @param status 400, 413 or 415; 503 or 507 where this server is unable to take the body
     * @param message for the developer of the client
     */
    public BadRequest(int status, String message) {
        super(message);
        this.status = status;
        this.explanation = message;
    }

    /** The fault, for the developer of the client. */
    public String explanation() {
        return explanation;
    }

    /** The HTTP status to answer with. */
    public int status() {
        return status;
    }
}
