package vouchsafe.portal.authorize;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.servlet.HandlerMapping;
import vouchsafe.oauth.AuthorizationRequest;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;
import vouchsafe.web.pages.LocalPath;

/**
 * A browser at the authorization endpoint. The authorization request is read from the address only, and the member's answer
 * from the form only, though servlets mix the two.
 *
 * @param query the address's query, written alike however the browser encoded it
 * @param parameters the query, decoded
 */
record AuthorizationVisit(ConsentVisit browser, String query, Map<String, List<String>> parameters) {
    static final String OPEN_HUMANS = "/direct-sharing/projects/oauth2/authorize/";
    static final String STANDARD = "/oauth2/authorize/";
    static final String ANNOTATIONS = "/oauth/authorize";

    /** @throws BadRequest where the query is not validly encoded */
    static AuthorizationVisit of(ConsentVisit browser) throws BadRequest {
        String query = Optional.ofNullable(browser.request().getQueryString())
                .map(LocalPath::encoded)
                .orElse("");
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

    /** The same address without any demand for a new sign-in, which is fulfilled once the member comes back to it. */
    String addressOnceSignedIn(AuthorizationRequest asked) throws BadRequest {
        if (!asked.demandsSignIn()) {
            return address();
        }
        StringBuilder rest = new StringBuilder();
        for (String pair : query.split("&")) {
            String name = FormBody.percentDecode(pair.split("=", 2)[0]);
            if (!name.equals("max_age") && !name.equals("prompt")) {
                rest.append(pair).append('&');
            }
        }
        return request().getRequestURI() + "?" + rest + (asked.prompts().contains("consent") ? "prompt=consent" : "");
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
