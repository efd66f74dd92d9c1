package vouchsafe.oauth;

/**
 * How a dialect reads token requests.
 *
 * @param redirectMayBeLeftOut whether a code exchange may leave out the redirect URI (RFC 6749 section 4.1.3 says no)
 */
public record TokenRules(boolean redirectMayBeLeftOut) {
    /** As RFC 6749 has it. */
    public static final TokenRules STRICT = new TokenRules(false);
}
