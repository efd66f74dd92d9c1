package vouchsafe.backup;

/** A backup or a restore that was not made; the message says why, and what to do. */
public final class BackupRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BackupRefused(String message) {
        super(message);
    }

    public BackupRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
