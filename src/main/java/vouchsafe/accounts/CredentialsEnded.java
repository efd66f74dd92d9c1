package vouchsafe.accounts;

/**
 * The act may not begin: since the request was let in, its member was suspended, signed out here, or deleted. Undoes
 * the transaction it is thrown in.
 */
public final class CredentialsEnded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CredentialsEnded() {
        super("the credentials of this request were ended meanwhile", null, false, false);
    }
}
