package vouchsafe.openhumans.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;

/**
 * The token of an API call (RFC 6750 section 2): in the {@code Authorization} header, or, for software written for Open
 * Humans, as {@code access_token} in the URL.
 *
 * @param value the token as sent
 * @param inUrl whether it came in the URL, which is discouraged
 */
record BearerToken(String value, boolean inUrl) {
    private static final String SCHEME = "bearer";

    /** The result of looking for a call's token. */
    sealed interface Found {
        record Token(BearerToken token) implements Found {}

        record None() implements Found {}

        /** A malformed token, with the message that clients of Open Humans recognise. */
        record Malformed(String message) implements Found {}
    }

    static Found find(HttpServletRequest request, Map<String, List<String>> query) throws BadRequest {
        List<String> inUrl = query.getOrDefault("access_token", List.of());
        String header = request.getHeader("Authorization");
        boolean bearer = header != null && isBearer(header);
        if (inUrl.size() > 1 || (!inUrl.isEmpty() && bearer)) {
            throw new BadRequest(400, "Send the token once: in the Authorization header, or as access_token.");
        }
        if (!inUrl.isEmpty()) {
            return new Found.Token(new BearerToken(inUrl.getFirst(), true));
        }
        return bearer ? fromHeader(header.substring(SCHEME.length()).strip()) : new Found.None();
    }

    private static boolean isBearer(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && (header.length() == SCHEME.length() || header.charAt(SCHEME.length()) == ' ');
    }

    private static Found fromHeader(String token) {
        if (token.isEmpty()) {
            return new Found.Malformed("Invalid token header. No credentials provided.");
        }
        return token.indexOf(' ') >= 0
                ? new Found.Malformed("Invalid token header. Token string should not contain spaces.")
                : new Found.Token(new BearerToken(token, false));
    }

    /** Decodes the URL's query. */
    static Map<String, List<String>> query(HttpServletRequest request) throws BadRequest {
        return FormBody.decode(request.getQueryString());
    }

    @Override
    public String toString() {
        return "BearerToken[hidden]";
    }
}
