package vouchsafe.portal.authorize;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;

/**
 * A browser at the authorization endpoint. The authorization request is what stands in the address and nothing else; the
 * member's answer is what the form sent and nothing else, though servlets mix the two.
 *
 * @param path which of the endpoint's addresses it came to
 * @param query the address's query as it came
 * @param parameters the query, decoded
 */
record AuthorizationVisit(String path, String query, Map<String, List<String>> parameters, HttpServletRequest request) {
    static final String OPEN_HUMANS = "/direct-sharing/projects/oauth2/authorize/";
    static final String STANDARD = "/oauth2/authorize/";

    /** @throws BadRequest where the query is not validly encoded */
    static AuthorizationVisit of(HttpServletRequest request) throws BadRequest {
        String query = Optional.ofNullable(request.getQueryString()).orElse("");
        return new AuthorizationVisit(request.getRequestURI(), query, FormBody.decode(query), request);
    }

    /** Where the form is sent: the same address again, request included. */
    String address() {
        return path + "?" + query;
    }

    /** Whether the form, not the address, sent this field. */
    boolean inForm(String name) {
        String[] given = request.getParameterValues(name);
        return given != null
                && given.length > parameters.getOrDefault(name, List.of()).size();
    }

    /** What Open Humans apps send to have the member asked every time. */
    boolean forced() {
        return parameters.getOrDefault("approval_prompt", List.of()).contains("force");
    }

    /** What the dialect of this address adds to the answer: Open Humans says where the member came from. */
    Map<String, String> dialectsOwn() {
        if (!path.equals(OPEN_HUMANS)) {
            return Map.of();
        }
        boolean inside = parameters.getOrDefault("origin", List.of()).contains("open-humans");
        return Map.of("origin", inside ? "open-humans" : "external");
    }
}
