package vouchsafe.oauth;

/**
 * The rules by which one authorization endpoint reads requests where it differs from others, and its own words for three
 * errors. The parameters that may be left out go by the client (see {@link vouchsafe.clients.Lifetimes#lenient()}), not by
 * the endpoint.
 *
 * @param ownResponseModes whether the endpoint looks at {@code response_mode} itself, since it has more ways to answer than
 *     a redirect with a query
 * @param unknownClient the error where no client has the {@code client_id}
 * @param malformedRedirectUri the error where {@code redirect_uri} is relative or has a fragment
 * @param unsupportedChallengeMethod the error where {@code code_challenge_method} is another than S256
 */
public record AuthorizationRules(
        boolean ownResponseModes,
        OAuthError unknownClient,
        OAuthError malformedRedirectUri,
        OAuthError unsupportedChallengeMethod) {
    /** The error where {@code redirect_uri} is none of the registered ones. */
    static final OAuthError MISMATCHING_REDIRECT_URI = new OAuthError(
            "invalid_request",
            "Mismatching redirect URI.",
            400,
            "redirect_uri is not one of the registered redirect URLs, letter by letter");

    /** The rules of the RFCs. */
    public static final AuthorizationRules STRICT = new AuthorizationRules(
            false,
            new OAuthError("invalid_request", "No app is registered with this client_id.", 404, "unknown client_id"),
            MISMATCHING_REDIRECT_URI,
            OAuthError.invalidRequest("code_challenge_method must be S256."));
}
