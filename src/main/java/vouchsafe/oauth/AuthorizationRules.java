package vouchsafe.oauth;

/**
 * How a dialect reads authorization requests.
 *
 * @param popups whether {@code response_mode} is the dialect's own affair, since answers can go to the window that opened
 *     the page
 * @param pkceByRegistration whether a public client may leave out PKCE unless it is registered as requiring it; RFC 9700
 *     section 2.1.1 says no
 * @param unknownClient what to say where no client has the {@code client_id}
 */
public record AuthorizationRules(boolean popups, boolean pkceByRegistration, OAuthError unknownClient) {
    /** As the RFCs have it. */
    public static final AuthorizationRules STRICT = new AuthorizationRules(
            false,
            false,
            new OAuthError("invalid_request", "No app is registered with this client_id.", 404, "unknown client_id"));

    /** As annotation clients expect: popups, no PKCE, since such clients were written without. */
    public static final AuthorizationRules HYPOTHESIS = new AuthorizationRules(
            true,
            true,
            new OAuthError("invalid_request", "Invalid client_id parameter value.", 400, "unknown client_id"));
}
