package vouchsafe.portal.authorize;

import vouchsafe.oauth.AuthorizationRules;
import vouchsafe.oauth.OAuthError;

/** The rules and errors that annotation clients expect of the endpoint that answers in popups. */
final class PopupRules {
    static final AuthorizationRules RULES = new AuthorizationRules(
            true,
            new OAuthError("invalid_request", "Invalid client_id parameter value.", 400, "unknown client_id"),
            OAuthError.invalidRequest("Invalid redirect URI."),
            OAuthError.invalidRequest("Transform algorithm not supported. code_challenge_method must be S256."));

    private PopupRules() {}
}
