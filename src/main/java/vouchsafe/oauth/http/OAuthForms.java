package vouchsafe.oauth.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import vouchsafe.oauth.Parameters;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;

/** How OAuth endpoints read what a client sends. */
public final class OAuthForms {
    /** What is said of parameters in the URL: URLs end up in logs (RFC 6749 section 2.3.1). */
    public static final String IN_URL = "URL query parameters are not allowed";

    private OAuthForms() {}

    /** Refuses anything in the URL. */
    public static void rejectQuery(HttpServletRequest request) throws BadRequest {
        if (request.getQueryString() != null) {
            throw new BadRequest(400, IN_URL);
        }
    }

    /** The body's parameters, and nothing in the URL. */
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
