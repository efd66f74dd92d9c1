package vouchsafe.db;

import org.springframework.dao.TransientDataAccessResourceException;

/** The database is there, but this had no turn within the time that a caller can be kept waiting. */
public final class DatabaseBusy extends TransientDataAccessResourceException {
    private static final long serialVersionUID = 1L;

    /** @param message the thing waited for, for the log */
    public DatabaseBusy(String message) {
        super(message);
    }
}
