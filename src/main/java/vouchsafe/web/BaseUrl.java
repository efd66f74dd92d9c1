package vouchsafe.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads the base URL that an operator gives, and brings it into the one form in which it is compared and printed: scheme and
 * host in small letters, no default port, no slash at its end (RFC 3986 section 6.2). What can't have such a form is refused.
 */
public final class BaseUrl {
    /** Characters of a segment of the path that nobody encodes (RFC 3986 section 2.3), so that it has one spelling only. */
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._~-]+");

    private static final int HIGHEST_PORT = 65_535;

    private BaseUrl() {}

    /**
     * The base URL in its one form.
     *
     * @throws IllegalArgumentException with what is wrong, and what to do about it
     */
    public static URI of(String text) {
        URI given = parsed(text);
        String scheme = scheme(given, text);
        if (given.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "the base URL must have no user name or password; everybody reads it in links");
        }
        if (given.getRawQuery() != null || given.getRawFragment() != null) {
            throw new IllegalArgumentException("the base URL must have no query and no fragment: " + text);
        }
        return URI.create(scheme + "://" + host(given, text) + port(given, scheme) + path(given, text));
    }

    private static URI parsed(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException wrong) {
            throw new IllegalArgumentException("the base URL must be a URL such as https://data.example.org, not "
                    + text + " (" + wrong.getReason() + " at character " + (wrong.getIndex() + 1) + ")");
        }
    }

    private static String scheme(URI given, String text) {
        String scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("the base URL must be an absolute http or https URL, not " + text);
        }
        return scheme;
    }

    private static String host(URI given, String text) {
        String host = given.getHost();
        if (host == null) {
            throw new IllegalArgumentException(
                    "the base URL must be an absolute http or https URL whose host has letters,"
                            + " digits, dots and hyphens only (an international name is written xn--...), not " + text);
        }
        if (host.endsWith(".")) {
            throw new IllegalArgumentException("the host of the base URL must not end with a dot: " + text);
        }
        return host.toLowerCase(Locale.ROOT);
    }

    private static String port(URI given, String scheme) {
        int port = given.getPort();
        if (port == 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "the port of the base URL must be from 1 to " + HIGHEST_PORT + ", not " + port);
        }
        boolean usual = port < 0 || port == (scheme.equals("https") ? 443 : 80);
        return usual ? "" : ":" + port;
    }

    private static String path(URI given, String text) {
        String path = given.getRawPath().replaceAll("/+$", "");
        if (path.isEmpty()) {
            return "";
        }
        for (String segment : path.substring(1).split("/", -1)) {
            if (!SEGMENT.matcher(segment).matches() || segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException(
                        "the path of the base URL must be names of letters, digits and . _ ~ - with one slash between"
                                + " them, without steps such as .. and without encoded characters: "
                                + text);
            }
        }
        return path;
    }
}
