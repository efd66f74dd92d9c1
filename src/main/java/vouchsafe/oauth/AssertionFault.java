package vouchsafe.oauth;

/** The reason why an assertion is refused (RFC 7523 section 3.1). Dialects word it. */
public sealed interface AssertionFault {
    /** The claims that every assertion has. */
    enum Claim {
        ISSUER("iss"),
        SUBJECT("sub"),
        AUDIENCE("aud"),
        NOT_BEFORE("nbf"),
        EXPIRY("exp");

        private final String key;

        Claim(String key) {
            this.key = key;
        }

        /** Its name in the assertion. */
        public String key() {
            return key;
        }
    }

    /** A claim is absent, or a text that is blank. */
    record Missing(Claim claim) implements AssertionFault {}

    /** A claim has a value that is not good. */
    record Invalid(Claim claim) implements AssertionFault {}

    /** Faults of the assertion as a whole. */
    enum Whole implements AssertionFault {
        /** It is no JWT. */
        UNREADABLE,
        /** It is not signed with HS256. */
        ALGORITHM,
        SIGNATURE,
        /** It is good for longer than assertions may be. */
        LASTS_TOO_LONG,
        EXPIRED,
        NOT_YET_VALID,
        USED_BEFORE
    }

    /** Faults of the account or the client that it is about. */
    enum About implements AssertionFault {
        /** No account is called so. */
        UNKNOWN_SUBJECT,
        /** The account is none of the issuer's. */
        FOREIGN_SUBJECT,
        /** The account or the client ended while the assertion was taken. */
        ENDED_MEANWHILE,
        /** The client has no secret that signs assertions. */
        NO_KEY
    }
}
