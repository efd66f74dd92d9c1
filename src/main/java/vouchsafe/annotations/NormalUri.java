package vouchsafe.annotations;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import vouchsafe.crypto.Digests;

/**
 * The form of an address by which annotations are found: the same for addresses that differ only in what no server looks
 * at. {@code http} and {@code https} become {@code httpx}; default port, fragment, trailing slashes and what is added for
 * tracking go; the query is sorted. Anything but a web address stays as it is.
 */
public final class NormalUri {
    /** An index entry has a largest size; of a longer address its beginning and its digest stay. */
    private static final int MOST_BYTES = 2_000;

    private static final String PROXY = "https://via.hypothes.is/";
    private static final String UNRESERVED = "-._~";
    /** Stand as they are in a path or a query; {@code %} is looked at for itself. */
    private static final String RESERVED = ":/?[]@!$&'()*+,;=";

    private NormalUri() {}

    /** The normal form; normalising it again changes nothing. */
    public static String of(String uri) {
        String text = uri.strip();
        while (text.startsWith(PROXY)) {
            text = text.substring(PROXY.length()).strip();
        }
        return shortened(normal(text));
    }

    private static String normal(String text) {
        int colon = text.indexOf("://");
        String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return text;
        }
        String rest = before(text.substring(colon + 3), '#');
        int end = firstOf(rest, "/?");
        String authority = authority(rest.substring(0, end), scheme);
        if (authority.isEmpty()) {
            return text;
        }
        String path = before(rest.substring(end), '?');
        int mark = rest.indexOf('?', end);
        String query = mark < 0 ? "" : query(rest.substring(mark + 1));
        return "httpx://" + authority + withoutTrailingSlashes(encoded(path, false))
                + (query.isEmpty() ? "" : "?" + query);
    }

    private static String authority(String authority, String scheme) {
        int at = authority.lastIndexOf('@');
        String person = at < 0 ? "" : authority.substring(0, at + 1);
        String host = authority.substring(at + 1).toLowerCase(Locale.ROOT);
        String port = scheme.equals("http") ? ":80" : ":443";
        if (host.endsWith(port)) {
            host = host.substring(0, host.length() - port.length());
        }
        if (host.endsWith(":")) {
            host = host.substring(0, host.length() - 1);
        }
        host = host.strip();
        return host.isEmpty() ? "" : person + host;
    }

    private static String query(String query) {
        List<String> pairs = new ArrayList<>();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty() && !tracking(before(pair, '='))) {
                pairs.add(encoded(pair, true));
            }
        }
        // By name alone: the order of values of one name means something.
        pairs.sort(Comparator.comparing(pair -> before(pair, '=')));
        return String.join("&", pairs);
    }

    private static boolean tracking(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("utm_")
                || name.startsWith("WT.")
                || lower.equals("gclid")
                || lower.equals("x-amz-security-token")
                || lower.equals("resourcekey");
    }

    /** One way of percent-encoding: letters and digits never, everything that may not stand in an address always. */
    private static String encoded(String text, boolean query) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        int i = 0;
        while (i < text.length()) {
            int character = text.codePointAt(i);
            int escaped = character == '%' ? escapedByte(text, i) : -1;
            if (escaped >= 0) {
                append(encoded, escaped, query);
                i += 3;
                continue;
            }
            if (unreserved(character) || RESERVED.indexOf(character) >= 0) {
                encoded.appendCodePoint(character);
            } else {
                for (byte each : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
                    append(encoded, each & 0xff, query);
                }
            }
            i += Character.charCount(character);
        }
        return encoded.toString();
    }

    private static int escapedByte(String text, int at) {
        int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(text.charAt(at + 2), 16);
        return low < 0 ? -1 : high << 4 | low;
    }

    private static void append(StringBuilder encoded, int octet, boolean query) {
        if (unreserved(octet)) {
            encoded.append((char) octet);
        } else if (query && octet == ' ') {
            encoded.append('+');
        } else {
            encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) octet));
        }
    }

    private static boolean unreserved(int character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || UNRESERVED.indexOf(character) >= 0;
    }

    private static String withoutTrailingSlashes(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    private static String shortened(String uri) {
        if (uri.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
            return uri;
        }
        // At most three bytes for each character here.
        int kept = uri.length();
        String digest = "#" + HexFormat.of().formatHex(Digests.sha256(uri));
        while (uri.substring(0, kept).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES - digest.length()) {
            kept = Math.min(kept - 1, Math.max(kept * 3 / 4, 0));
        }
        if (Character.isHighSurrogate(uri.charAt(kept - 1))) {
            kept--;
        }
        return uri.substring(0, kept) + digest;
    }

    private static String before(String text, char end) {
        int index = text.indexOf(end);
        return index < 0 ? text : text.substring(0, index);
    }

    private static int firstOf(String text, String ends) {
        for (int i = 0; i < text.length(); i++) {
            if (ends.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }
}
