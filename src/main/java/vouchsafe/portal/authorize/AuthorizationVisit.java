package vouchsafe.portal.authorize;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;

/**
 * A browser at the authorization endpoint. The authorization request is read from the address only, and the member's answer
 * from the form only, though servlets mix the two.
 *
 * @param path the one of the endpoint's addresses that was used
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

    /** The form's target: the same address again, request included. */
    String address() {
        return path + "?" + query;
    }

    /** Whether the form, not the address, sent this field. */
    boolean inForm(String name) {
        String[] given = request.getParameterValues(name);
        return given != null
                && given.length > parameters.getOrDefault(name, List.of()).size();
    }

    /** Whether the member must be asked in any case, as Open Humans apps may request. */
    boolean forced() {
        return parameters.getOrDefault("approval_prompt", List.of()).contains("force");
    }

    /**
     * The parameters that the dialect of this address adds to the answer: Open Humans tells the app where the member came
     * from.
     */
    Map<String, String> dialectsOwn() {
        if (!path.equals(OPEN_HUMANS)) {
            return Map.of();
        }
        boolean inside = parameters.getOrDefault("origin", List.of()).contains("open-humans");
        return Map.of("origin", inside ? "open-humans" : "external");
    }
}
