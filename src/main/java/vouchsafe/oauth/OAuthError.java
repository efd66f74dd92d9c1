package vouchsafe.oauth;

/**
 * The reason why a request was refused.
 *
 * @param code from the fixed set of RFC 6749 sections 4.1.2.1 and 5.2 and their extensions
 * @param description text for the developer of the client; part of the public answer
 * @param status HTTP status of a direct answer
 * @param detail for the owner of the client only (request log); holds no secret
 */
public record OAuthError(String code, String description, int status, String detail) {

    /** A parameter is missing, malformed or too much. */
    public static OAuthError invalidRequest(String description) {
        return new OAuthError("invalid_request", description, 400, description);
    }

    /** The client did not prove its identity; all reasons are worded alike. */
    public static OAuthError invalidClient(String detail) {
        return new OAuthError(
                "invalid_client", "Client authentication failed: check client_id and client_secret.", 401, detail);
    }

    /** The code, token or assertion to be exchanged is not good. */
    public static OAuthError invalidGrant(String description, String detail) {
        return new OAuthError("invalid_grant", description, 400, detail);
    }

    /** The client is not registered for this grant. */
    public static OAuthError unauthorizedClient(String description) {
        return new OAuthError("unauthorized_client", description, 400, description);
    }

    /** The server does not offer this grant. */
    public static OAuthError unsupportedGrantType(String description) {
        return new OAuthError("unsupported_grant_type", description, 400, description);
    }

    /** The scope is malformed or wider than allowed. */
    public static OAuthError invalidScope(String description) {
        return new OAuthError("invalid_scope", description, 400, description);
    }
}
