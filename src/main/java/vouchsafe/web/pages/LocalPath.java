package vouchsafe.web.pages;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Paths of this server with their queries: those of requests, and those that "next" parameters may lead to. */
public final class LocalPath {
    /** Characters that browsers send in a query though no URI may have them (RFC 3986 section 3.4). */
    private static final Pattern RAW = Pattern.compile("[\"<>\\[\\\\\\]^`{|}]");

    private LocalPath() {}

    /** Steps upwards, which lead out of the path of the base URL; browsers read the encoded ones alike (URL Standard, path state). */
    private static final Pattern STEPS = Pattern.compile("(?i)/(\\.|%2e){1,2}(/|$)");

    /**
     * The wanted path, if it is one on this server. A path that a browser could read as another origin is refused:
     * {@code //host}, {@code /\host}, characters that browsers drop, schemes; and so is one that could leave the path of the
     * base URL.
     *
     * @param otherwise the path to go to instead
     */
    public static String orElse(String wanted, String otherwise) {
        boolean local = wanted.startsWith("/")
                && !wanted.startsWith("//")
                && wanted.indexOf('\\') < 0
                && !STEPS.matcher(pathOf(wanted)).find()
                && wanted.chars().allMatch(character -> character > ' ' && character < 127);
        return local ? wanted : otherwise;
    }

    private static String pathOf(String address) {
        return address.split("[?#]", 2)[0];
    }

    /** The path and query of a request, written as a URI may have them. */
    public static String of(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + encoded(query));
    }

    /** The query with each character that no URI may have percent-encoded. */
    public static String encoded(String query) {
        return RAW.matcher(query)
                .replaceAll(raw -> "%"
                        + HexFormat.of().withUpperCase().toHexDigits((byte)
                                raw.group().charAt(0)));
    }
}
