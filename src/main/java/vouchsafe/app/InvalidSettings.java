package vouchsafe.app;

/** The operator asked for something that cannot be; the message says what and how to mend it. Exit code 2. */
public final class InvalidSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidSettings(String message) {
        super(message);
    }
}
