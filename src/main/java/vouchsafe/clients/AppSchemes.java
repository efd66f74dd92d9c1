package vouchsafe.clients;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The schemes that an app may register for addresses of its own (RFC 8252 section 7.1). One with a dot is a domain in
 * reverse, which no other app has; one without a dot could be any app's, so the operator names those that may be.
 *
 * @param withoutDot in lower case
 */
public record AppSchemes(Set<String> withoutDot) {
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+\\-]*");
    /** Schemes that a browser itself follows, shows or runs. */
    private static final Set<String> OF_BROWSERS = Set.of(
            "http",
            "https",
            "ws",
            "wss",
            "ftp",
            "file",
            "data",
            "blob",
            "javascript",
            "vbscript",
            "about",
            "mailto",
            "tel",
            "sms",
            "intent",
            "chrome",
            "view-source",
            "filesystem");

    /**
     * Checks the schemes.
     *
     * @throws IllegalArgumentException with the one that is no scheme without a dot, or belongs to browsers
     */
    public AppSchemes {
        for (String scheme : withoutDot) {
            if (!SCHEME.matcher(scheme).matches() || OF_BROWSERS.contains(scheme)) {
                throw new IllegalArgumentException("\"" + scheme + "\" is no scheme of an app, such as androidaps");
            }
        }
        withoutDot = Set.copyOf(withoutDot);
    }

    /** The schemes of a list, separated by commas. */
    public static AppSchemes of(String list) {
        return new AppSchemes(Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(scheme -> !scheme.isEmpty())
                .collect(Collectors.toSet()));
    }

    boolean allow(String scheme) {
        return scheme.indexOf('.') >= 0 || withoutDot.contains(scheme);
    }
}
