package vouchsafe.oauth;

/**
 * How a dialect reads token requests.
 *
 * @param redirectMayBeLeftOut whether a code exchange may leave out the redirect URI (RFC 6749 section 4.1.3 says no)
 * @param refreshNamesNoClient whether a refresh token says by itself which client it is for, whatever client the request
 *     names
 */
public record TokenRules(boolean redirectMayBeLeftOut, boolean refreshNamesNoClient) {
    /** As RFC 6749 has it. */
    public static final TokenRules STRICT = new TokenRules(false, false);

    /** As annotation clients are used to. */
    public static final TokenRules HYPOTHESIS = new TokenRules(true, true);
}
