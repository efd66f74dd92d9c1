package vouchsafe.web.api;

/** A refusal of a call that was understood, in the words of its dialect. */
public final class ApiRefusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String error;
    private final transient Object body;
    private final String why;

    /**
     * @param error the kind of refusal, as a code for the log of calls
     * @param body the answer, written as JSON
     * @param why the reason for the log of calls, without secrets
     */
    public ApiRefusal(int status, String error, Object body, String why) {
        super(why);
        this.status = status;
        this.error = error;
        this.body = body;
        this.why = why;
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** The kind of refusal, as a code. */
    public String error() {
        return error;
    }

    /** The body of the answer, a value that Jackson writes. */
    public Object body() {
        return body;
    }

    /** The reason, for the owner of the client. */
    public String why() {
        return why;
    }
}
