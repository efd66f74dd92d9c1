package vouchsafe.portal.authorize;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.servlet.HandlerMapping;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;

/**
 * A browser at the authorization endpoint. The authorization request is read from the address only, and the member's answer
 * from the form only, though servlets mix the two.
 *
 * @param query the address's query as it came
 * @param parameters the query, decoded
 */
record AuthorizationVisit(ConsentVisit browser, String query, Map<String, List<String>> parameters) {
    static final String OPEN_HUMANS = "/direct-sharing/projects/oauth2/authorize/";
    static final String STANDARD = "/oauth2/authorize/";
    static final String ANNOTATIONS = "/oauth/authorize";

    /** @throws BadRequest where the query is not validly encoded */
    static AuthorizationVisit of(ConsentVisit browser) throws BadRequest {
        String query = Optional.ofNullable(browser.request().getQueryString()).orElse("");
        return new AuthorizationVisit(browser, query, FormBody.decode(query));
    }

    /** The one of the endpoint's addresses that was used, however the browser encoded it. */
    static String door(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    }

    HttpServletRequest request() {
        return browser.request();
    }

    /** The form's target: the same address again, request included. */
    String address() {
        return request().getRequestURI() + "?" + query;
    }

    /** Whether the address names this value of this parameter. */
    boolean asks(String name, String value) {
        return parameters.getOrDefault(name, List.of()).contains(value);
    }

    /** Whether the form, not the address, sent this field. */
    boolean inForm(String name) {
        String[] given = request().getParameterValues(name);
        return given != null
                && given.length > parameters.getOrDefault(name, List.of()).size();
    }

    /**
     * The parameters that the dialect of this address adds to the answer: Open Humans tells the app where the member came
     * from.
     */
    Map<String, String> dialectsOwn() {
        return door(request()).equals(OPEN_HUMANS)
                ? Map.of("origin", asks("origin", "open-humans") ? "open-humans" : "external")
                : Map.of();
    }
}
