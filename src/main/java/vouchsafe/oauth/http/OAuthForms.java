package vouchsafe.oauth.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import vouchsafe.oauth.Parameters;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;

/** Reads the forms that clients send to OAuth endpoints. */
public final class OAuthForms {
    /** The refusal of parameters in the URL: URLs end up in logs (RFC 6749 section 2.3.1). */
    public static final String IN_URL = "URL query parameters are not allowed";

    private OAuthForms() {}

    /** Refuses a request with parameters in its URL. */
    public static void rejectQuery(HttpServletRequest request) throws BadRequest {
        if (request.getQueryString() != null) {
            throw new BadRequest(400, IN_URL);
        }
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
