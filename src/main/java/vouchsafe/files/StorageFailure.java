package vouchsafe.files;

import java.io.IOException;

/** The storage did not take bytes, or did not give them: our fault, not the sender's, and perhaps over soon. */
public final class StorageFailure extends IOException {
    private static final long serialVersionUID = 1L;
    private final boolean full;

    private StorageFailure(String message, boolean full) {
        super(message);
        this.full = full;
    }

    /** There is no room left. */
    static StorageFailure full(String why) {
        return new StorageFailure(why, true);
    }

    /** Anything else. */
    static StorageFailure away(IOException failure) {
        return failure instanceof StorageFailure known ? known : new StorageFailure(failure.toString(), false);
    }

    /** Whether there is no room left. */
    public boolean full() {
        return full;
    }

    /** A description of the fault, for the developer of the client; the message is for the operator. */
    public String explanation() {
        return full
                ? "This server has no room for the file. Nothing of it was kept; its operator has to make room."
                : "This server can't reach the place where files lie. Nothing was kept; try again shortly.";
    }

    /** The HTTP status that says so. */
    public int status() {
        return full ? 507 : 503;
    }
}
