package vouchsafe.clients;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vouchsafe.web.TypedText;

/**
 * A registered redirect URI. Registration is strict, so that matching can be plain string equality (RFC 9700 section
 * 2.1), with the one exception of RFC 8252 section 7.3: a loopback address registered without a port matches any port.
 */
public record RedirectUri(String value) {
    private static final int LONGEST = 2000;
    private static final Set<String> WEB_SCHEMES = Set.of("http", "https");
    private static final List<String> LOOPBACK = List.of("http://127.0.0.1", "http://[::1]");
    /** Visible ASCII that RFC 3986 allows in a URI, without the characters we refuse everywhere. */
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9\\-._~:/?\\[\\]@!$&'()+,=%]+");

    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.\\-]*");
    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.\\-]*[a-z0-9])?|\\[[0-9a-f:.]+]");
    private static final Pattern EMPTY_AUTHORITY = Pattern.compile("://(?=[/?]|$)");
    private static final Pattern PORT_AT_END = Pattern.compile(":[0-9]{1,5}$");

    /** The origin of a web address; the migration that indexes origins cuts alike. */
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/?]*");

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    /**
     * Checks a URI that is to be registered.
     *
     * @param schemes those of apps' own addresses
     * @throws InvalidRedirectUri with a message that names the value and what is wrong with it
     */
    public static RedirectUri register(String text, AppSchemes schemes) throws InvalidRedirectUri {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw refused(text, "must have between 1 and " + LONGEST + " characters");
        }
        if (text.indexOf('#') >= 0) {
            throw refused(text, "must not have a fragment (#...)");
        }
        if (text.indexOf('*') >= 0) {
            throw refused(text, "must be exact: wildcards (*) are not supported, register each address");
        }
        if (!ALLOWED.matcher(text).matches()) {
            throw refused(text, "has a character that a URI can't hold; percent-encode it");
        }
        int colon = text.indexOf(':');
        String scheme = colon < 0 ? "" : text.substring(0, colon);
        String rest = text.substring(colon + 1);
        if (!SCHEME.matcher(scheme).matches()) {
            throw refused(text, "must be absolute and start with a lower-case scheme, for example https://");
        }
        switch (scheme) {
            case "https" -> requireWebAddress(text, rest, false);
            case "http" -> requireWebAddress(text, rest, true);
            default -> requirePrivateUseScheme(text, scheme, schemes);
        }
        requirePlainPath(text, rest);
        requireReadable(text);
        return new RedirectUri(text);
    }

    private static void requireWebAddress(String text, String rest, boolean loopbackOnly) throws InvalidRedirectUri {
        if (!rest.startsWith("//")) {
            throw refused(text, "must have // after the scheme");
        }
        int end = 2;
        while (end < rest.length() && rest.charAt(end) != '/' && rest.charAt(end) != '?') {
            end++;
        }
        String authority = rest.substring(2, end);
        if (authority.indexOf('@') >= 0) {
            throw refused(text, "must not have a user name or password");
        }
        int portColon = authority.endsWith("]") ? -1 : authority.lastIndexOf(':');
        String host = portColon < 0 ? authority : authority.substring(0, portColon);
        if (!HOST.matcher(host).matches() || host.contains("..")) {
            throw refused(text, "must name a host in lower case");
        }
        if (portColon >= 0 && !PORT.matcher(authority.substring(portColon + 1)).matches()) {
            throw refused(text, "has a port that is not a number");
        }
        if (loopbackOnly && !Set.of("127.0.0.1", "[::1]", "localhost").contains(host)) {
            throw refused(text, "must use https; plain http is for loopback addresses such as http://127.0.0.1:8000/");
        }
    }

    /** RFC 8252 section 7.1: an app's own scheme is a domain name in reverse. */
    private static void requirePrivateUseScheme(String text, String scheme, AppSchemes schemes)
            throws InvalidRedirectUri {
        if (!schemes.allow(scheme)) {
            throw refused(
                    text,
                    "must use https, or an app's own scheme with a dot in it such as com.example.app:/callback,"
                            + " since any other app could take one without");
        }
    }

    private static void requirePlainPath(String text, String rest) throws InvalidRedirectUri {
        int query = rest.indexOf('?');
        String path = (query < 0 ? rest : rest.substring(0, query)).toLowerCase(Locale.ROOT);
        if (path.endsWith("/.") || path.endsWith("/..") || path.contains("/./") || path.contains("/../")) {
            throw refused(text, "must not have . or .. as a part of its path");
        }
        if (path.contains("%2e")
                || path.contains("%2f")
                || path.contains("%5c")
                || path.contains("%25")
                || path.contains("%0")) {
            throw refused(text, "must not hide dots, slashes or control characters behind percent-encoding");
        }
    }

    /**
     * A URI that we could not read back would break the pages that name it. A host such as {@code a.example.1.2.3.4}
     * passes as an authority of RFC 3986 but is no host name: browsers refuse it too.
     */
    private static void requireReadable(String text) throws InvalidRedirectUri {
        try {
            URI read = new URI(withHost(text));
            if (WEB_SCHEMES.contains(read.getScheme()) && read.getHost() == null) {
                throw refused(text, "must name a host, such as app.example.org");
            }
        } catch (URISyntaxException malformed) {
            throw refused(text, "is not a well-formed address (RFC 3986)");
        }
    }

    /** The text with a host where the authority is empty, which RFC 3986 section 3.2.2 allows and Java's reader does not. */
    private static String withHost(String text) {
        return EMPTY_AUTHORITY.matcher(text).replaceFirst("://app.invalid");
    }

    private static InvalidRedirectUri refused(String text, String why) {
        String shown = text.length() > 200 ? TypedText.cut(text, 200) + "..." : text;
        return new InvalidRedirectUri("The redirect URL \"" + shown + "\" " + why + ".");
    }

    /** The scheme, host and port with which a web address begins, as they are registered; empty for an app's own scheme. */
    public Optional<String> origin() {
        Matcher web = ORIGIN.matcher(value);
        return web.lookingAt() ? Optional.of(web.group()) : Optional.empty();
    }

    /**
     * The beginnings of registered addresses whose pages have this origin, as a browser names it: one may spell out the
     * port of its scheme, and a loopback address without a port stands for every port.
     */
    static List<String> originsFor(String origin) {
        List<String> beginnings = new ArrayList<>(List.of(origin));
        if (!PORT_AT_END.matcher(origin).find()) {
            beginnings.add(origin + (origin.startsWith("https:") ? ":443" : ":80"));
        }
        for (String loopback : LOOPBACK) {
            if (origin.startsWith(loopback + ":")
                    && PORT.matcher(origin.substring(loopback.length() + 1)).matches()) {
                beginnings.add(loopback);
            }
        }
        return beginnings;
    }

    /** Whether a request that names this URI means the registered one. */
    public boolean matches(String requested) {
        if (value.equals(requested)) {
            return true;
        }
        for (String loopback : LOOPBACK) {
            if (value.startsWith(loopback + "/") && requested.startsWith(loopback + ":")) {
                String path = value.substring(loopback.length());
                String afterColon = requested.substring(loopback.length() + 1);
                String port = afterColon.substring(0, Math.max(0, afterColon.length() - path.length()));
                return afterColon.endsWith(path) && PORT.matcher(port).matches() && Integer.parseInt(port) <= 65535;
            }
        }
        return false;
    }
}
