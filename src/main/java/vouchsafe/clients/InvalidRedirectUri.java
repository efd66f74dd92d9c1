package vouchsafe.clients;

/** A redirect URI that must not be registered; the message says why, for the person who typed it. */
public final class InvalidRedirectUri extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidRedirectUri(String message) {
        super(message);
    }
}
