package vouchsafe.oauth;

/**
 * A dialect's rules for reading authorization requests and wording their errors. The parameters that may be left out go by
 * the client (see {@link vouchsafe.clients.Lifetimes#lenient()}), not by the dialect.
 *
 * @param popups whether {@code response_mode} is the dialect's own affair, since answers can go to the window that opened
 *     the page
 * @param unknownClient the error where no client has the {@code client_id}
 */
public record AuthorizationRules(boolean popups, OAuthError unknownClient) {
    /** The rules of the RFCs. */
    public static final AuthorizationRules STRICT = new AuthorizationRules(
            false,
            new OAuthError("invalid_request", "No app is registered with this client_id.", 404, "unknown client_id"));

    /** The rules that annotation clients expect, with popups. */
    public static final AuthorizationRules HYPOTHESIS = new AuthorizationRules(
            true, new OAuthError("invalid_request", "Invalid client_id parameter value.", 400, "unknown client_id"));
}
