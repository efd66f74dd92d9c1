package vouchsafe.web.api;

import java.util.Set;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * One address of an API and the endpoint behind it.
 *
 * @param name stands for the route in the log of calls; a constant
 * @param method an HTTP method; {@code GET} takes {@code HEAD} too (RFC 9110 section 9.3.2)
 * @param path below the path of the API, without slashes at its ends, for example {@code annotations/{id}/flag}
 * @param endpoint what the dialect asks for an answer
 */
public record Route<E>(String name, String method, String path, E endpoint) {

    /** Whether it answers requests of this method. */
    public boolean takes(String asked) {
        return method.equals(asked) || method.equals("GET") && asked.equals("HEAD");
    }

    /** The methods to name in {@code Allow}, apart from {@code OPTIONS}. */
    Set<String> methods() {
        return method.equals("GET") ? Set.of("GET", "HEAD") : Set.of(method);
    }

    PathPattern pattern() {
        return PathPatternParser.defaultInstance.parse("/" + path);
    }
}
