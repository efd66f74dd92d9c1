package vouchsafe.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;

/** The pages on which strangers sign in or sign up, and where these lead. */
final class SignInForms {
    private static final Set<String> PATHS = Set.of("/account/login/", "/account/signup/");

    private SignInForms() {}

    static boolean at(String path) {
        return PATHS.contains(path);
    }

    /**
     * The parameter {@code next}; empty where the request is malformed. It is asked for while an answer leaves, and a failure
     * then would cut off the page that reports the malformed request.
     */
    static String next(HttpServletRequest request) {
        try {
            return Objects.requireNonNullElse(request.getParameter("next"), "");
        } catch (InvalidParameterException malformed) {
            return "";
        }
    }
}
