package vouchsafe.crypto;

/** The server has not the master key that wraps the key ring; the message says which it has and what to do. */
public final class WrongMasterKey extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongMasterKey(String message) {
        super(message);
    }
}
