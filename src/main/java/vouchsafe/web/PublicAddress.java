package vouchsafe.web;

import java.net.URI;

/**
 * The configured public address of this server. Every URL the server prints is made from it, never from a request's
 * Host header.
 */
public record PublicAddress(URI base) {
    /** Accepts an absolute http or https URL without query or fragment; a trailing slash is dropped. */
    public PublicAddress {
        if (!("http".equals(base.getScheme()) || "https".equals(base.getScheme())) || base.getHost() == null) {
            throw new IllegalArgumentException("the base URL must be an absolute http or https URL, not " + base);
        }
        if (base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException("the base URL must have no query and no fragment: " + base);
        }
        if (base.toString().endsWith("/")) {
            base = URI.create(base.toString().replaceAll("/+$", ""));
        }
    }

    /** The path of the base URL, which stands before every path of this server. */
    public BasePath path() {
        return new BasePath(base.getRawPath());
    }

    /**
     * The name of a cookie, with what browsers then hold it to (RFC 6265bis section 4.1.3): TLS, and this host alone. A server
     * under a path shares its host, so its cookies stay below that path, and can't be bound to the host by their name.
     */
    public String cookieName(String name) {
        if (!secure()) {
            return name;
        }
        return (path().isNone() ? "__Host-" : "__Secure-") + name;
    }

    /** The path that cookies of this server are sent to. */
    public String cookiePath() {
        return path().before("/");
    }

    /** The absolute URL of a path that begins with a slash. */
    public String url(String path) {
        return base + path;
    }

    /** The absolute URL of a WebSocket at a path that begins with a slash. */
    public String webSocketUrl(String path) {
        return (secure() ? "wss" : "ws")
                + base.toString().substring(base.getScheme().length())
                + path;
    }

    /** The issuer identifier (RFC 8414 section 2): the base URL as configured. */
    public String issuer() {
        return base.toString();
    }

    /** Whether browsers reach this server over TLS. */
    public boolean secure() {
        return "https".equals(base.getScheme());
    }
}
