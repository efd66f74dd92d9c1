package vouchsafe.oauth.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Set;
import vouchsafe.oauth.Parameters;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;

/** Reads the forms that clients send to OAuth endpoints. */
public final class OAuthForms {
    /** The refusal of parameters in the URL: URLs end up in logs (RFC 6749 section 2.3.1). */
    public static final String IN_URL = "URL query parameters are not allowed";

    private static final Set<String> OF_THE_PROTOCOL = Set.of(
            "grant_type",
            "client_id",
            "client_secret",
            "client_assertion",
            "client_assertion_type",
            "code",
            "code_verifier",
            "redirect_uri",
            "refresh_token",
            "scope",
            "username",
            "password",
            "assertion",
            "token",
            "token_type_hint");

    private OAuthForms() {}

    /** Refuses a request with parameters in its URL that belong into its body; others are ignored. */
    public static void rejectQuery(HttpServletRequest request) throws BadRequest {
        if (readsQuery(request)) {
            throw new BadRequest(400, IN_URL);
        }
    }

    /** Whether the URL has parameters of the protocol. */
    public static boolean readsQuery(HttpServletRequest request) throws BadRequest {
        return request.getQueryString() != null
                && new Parameters(FormBody.decode(request.getQueryString())).any(OF_THE_PROTOCOL);
    }

    /** Reads the body's parameters, and refuses any in the URL. */
    static Parameters read(HttpServletRequest request) throws BadRequest, IOException {
        rejectQuery(request);
        try {
            return new Parameters(FormBody.read(request));
        } catch (BadRequest unsupported) {
            // RFC 6749 section 5.2 knows no 415.
            throw unsupported.status() == 415 ? new BadRequest(400, unsupported.explanation()) : unsupported;
        }
    }
}
