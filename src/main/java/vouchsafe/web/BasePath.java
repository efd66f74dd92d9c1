package vouchsafe.web;

import jakarta.servlet.ServletRequest;

/**
 * The path of the base URL, where this server shares its host with others. The house knows nothing of it: within, every
 * path begins at the house's own root. {@link BasePathRequests} takes it from what arrives; {@link BasePathAnswer} and
 * {@code pages.PageBytes} put it before the addresses that leave, and {@link PublicAddress} has it in every URL.
 *
 * @param text empty for a server that has its host to itself, else such as {@code /vouchsafe}, without a slash at its end
 */
public record BasePath(String text) {
    /** The path of a server that has its host to itself. */
    public static final BasePath NONE = new BasePath("");

    /**
     * Where the metadata of an authorization server is; with a path behind it for one that has such a path (RFC 8414 section
     * 3.1).
     */
    public static final String METADATA = "/.well-known/oauth-authorization-server";

    static final String ATTRIBUTE = BasePath.class.getName();

    /** The path of the server that a request came to. */
    public static BasePath of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof BasePath path ? path : NONE;
    }

    /** Whether the server has its host to itself. */
    public boolean isNone() {
        return text.isEmpty();
    }

    /** The address with this path before it, where it begins at the root of the house; any other as it is. */
    public String before(String address) {
        return ofThisHouse(address) ? text + address : address;
    }

    private static boolean ofThisHouse(String address) {
        return address.startsWith("/") && !address.startsWith("//");
    }
}
