package vouchsafe.oauth;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The reason why a request was refused.
 *
 * @param code from the fixed set of RFC 6749 sections 4.1.2.1 and 5.2 and their extensions
 * @param description text for the developer of the client; part of the public answer
 * @param status HTTP status of a direct answer
 * @param detail for the owner of the client only (request log); holds no secret
 * @param assertion the fault of the assertion that was sent, for a dialect to word; null where the error is about something
 *     else
 */
public record OAuthError(
        String code,
        String description,
        int status,
        String detail,
        @Nullable AssertionFault assertion) {
    private static final Pattern ODD = Pattern.compile("[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]");

    /** Leaves characters out of the description that no client need be able to read. */
    public OAuthError {
        description = plain(description);
    }

    /** The text with only the characters of RFC 6749 section 5.2: printable ASCII but the double quote and the backslash. */
    public static String plain(String text) {
        return ODD.matcher(text.replace('"', '\'')).replaceAll("?");
    }

    /** An error that is not about an assertion. */
    public OAuthError(String code, String description, int status, String detail) {
        this(code, description, status, detail, null);
    }

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

    /** The assertion is not good, or nothing can be had for it. */
    public static OAuthError assertion(AssertionFault fault) {
        String description = "The assertion is refused.";
        return switch (fault) {
            case AssertionFault.Whole.UNREADABLE ->
                new OAuthError("invalid_request", description, 400, description, fault);
            case AssertionFault.About.NO_KEY ->
                new OAuthError(
                        "invalid_client", description, 401, "the client has no secret that signs assertions", fault);
            case AssertionFault.About.ENDED_MEANWHILE ->
                new OAuthError(
                        "invalid_grant", description, 400, "the account or the client was ended meanwhile", fault);
            default -> new OAuthError("invalid_grant", description, 400, description, fault);
        };
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
