package vouchsafe.files;

import vouchsafe.accounts.Credentials;
import vouchsafe.grants.Grant;

/**
 * On every use of a download link, decides whether its holder may read the file now. The door of files asks, and the
 * room that knows the grants answers.
 */
public interface FileAccess {
    /** The outcome of using a link. */
    sealed interface Decision {
        /** The file may be read; each reading must be {@link #note noted} before its first byte. */
        record Yes(DataFile file, Reading reading) implements Decision {}

        /** The file is there, but not for the holder of this link, or no longer. */
        record NotAuthorized() implements Decision {}

        /** There is no such file. */
        record Unavailable() implements Decision {}
    }

    /** The reader. */
    sealed interface Reading {
        /** The project of this grant. */
        record UnderGrant(Grant grant) implements Reading {}

        /** Its owner, signed in under these credentials. */
        record ByOwner(Credentials credentials) implements Reading {}

        /** Anyone. */
        record ByAnyone() implements Reading {}
    }

    /** Decides about a file and the key in its link. */
    Decision decide(long fileId, String key);

    /** Whether who began to read may read on; from memory where a project reads, so that it can be asked often. */
    boolean holds(Decision.Yes granted);

    /** Writes the reading into the member's ledger; false where it may not be begun any more. */
    boolean note(Decision.Yes granted);
}
