package vouchsafe.clients;

/** Why a client cannot be registered as wanted. Pages and commands say it in words of their own. */
public enum RegistrationProblem {
    NAME_MISSING,
    NAME_TOO_LONG,
    /** Members read it when they are asked to agree: it is one line and turns nothing around. */
    NAME_NOT_ONE_LINE,
    /** Members sign in here for a code, and accounts of a third party cannot. */
    CODES_FOR_FOREIGN_ACCOUNTS,
    /** Members of this server agree themselves, unless an administrator knowingly lets a server vouch for them. */
    VOUCHES_FOR_OWN_MEMBERS,
    /** A third party signs assertions, or shows who it is, with a secret. */
    VOUCHES_WITHOUT_SECRET,
    /** There is no grant with which anything begins. */
    GRANT_MISSING,
    REDIRECT_URI_MISSING,
    TOO_MANY_REDIRECT_URIS
}
