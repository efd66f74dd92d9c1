package vouchsafe.oauth;

/**
 * How a dialect reads authorization requests and words what is wrong with them. What a client may leave out goes by the
 * client (see {@link vouchsafe.clients.Lifetimes#lenient()}), whichever dialect it speaks.
 *
 * @param popups whether {@code response_mode} is the dialect's own affair, since answers can go to the window that opened
 *     the page
 * @param unknownClient what to say where no client has the {@code client_id}
 */
public record AuthorizationRules(boolean popups, OAuthError unknownClient) {
    /** As the RFCs have it. */
    public static final AuthorizationRules STRICT = new AuthorizationRules(
            false,
            new OAuthError("invalid_request", "No app is registered with this client_id.", 404, "unknown client_id"));

    /** As annotation clients expect: popups. */
    public static final AuthorizationRules HYPOTHESIS = new AuthorizationRules(
            true, new OAuthError("invalid_request", "Invalid client_id parameter value.", 400, "unknown client_id"));
}
