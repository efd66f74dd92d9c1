package vouchsafe.oauth;

/**
 * How a dialect words what is wrong with a token request. What a client may leave out goes by the client (see
 * {@link vouchsafe.clients.Lifetimes#lenient()}), whichever dialect it speaks.
 *
 * @param requestFirst whether an unknown grant type or refresh token is told before it is asked who calls
 */
public record TokenRules(boolean requestFirst) {
    /** As RFC 6749 has it. */
    public static final TokenRules STRICT = new TokenRules(false);

    /** As annotation clients are used to. */
    public static final TokenRules HYPOTHESIS = new TokenRules(true);
}
