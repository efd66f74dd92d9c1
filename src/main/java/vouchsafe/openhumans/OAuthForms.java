package vouchsafe.openhumans;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import vouchsafe.oauth.OAuthError;
import vouchsafe.oauth.Parameters;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;

/** How OAuth endpoints read what a client sends, and who it says it is. */
final class OAuthForms {
    private OAuthForms() {}

    /** The body's parameters; anything in the URL is refused, since URLs end up in logs (RFC 6749 section 2.3.1). */
    static Parameters read(HttpServletRequest request) throws BadRequest, IOException {
        if (request.getQueryString() != null) {
            throw new BadRequest(400, "URL query parameters are not allowed");
        }
        try {
            return new Parameters(FormBody.read(request));
        } catch (BadRequest unsupported) {
            // RFC 6749 section 5.2 knows no 415.
            throw unsupported.status() == 415 ? new BadRequest(400, unsupported.explanation()) : unsupported;
        }
    }

    /** RFC 6749 section 5.2 and RFC 9110 section 11.6.1: a 401 says how to authenticate. */
    static void challenge(HttpServletResponse response, OAuthError error) {
        if (error.status() == 401) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"vouchsafe\", error=\"" + error.code() + "\"");
        }
    }
}
