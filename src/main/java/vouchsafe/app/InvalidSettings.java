package vouchsafe.app;

/** The operator's settings are impossible; the message says which and how to mend them. Exit code 2. */
public final class InvalidSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidSettings(String message) {
        super(message);
    }
}
