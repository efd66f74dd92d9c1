package vouchsafe.web.pages;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import vouchsafe.web.BasePath;

/**
 * Puts the path of the base URL before the addresses of a page: the values of attributes that hold one and begin at the root of
 * the house. Templates and Markdown so say {@code /account/} wherever the server is. Reads HTML as a browser does, so that text
 * that only looks like an attribute stays as it is; templates escape what is not theirs.
 */
final class BasePathInPage {
    /** The attributes that hold an address (HTML, list of attributes); {@code PagesUnderAPathTest} finds another one. */
    static final Set<String> ADDRESSES =
            Set.of("action", "cite", "data", "formaction", "href", "manifest", "ping", "poster", "src");

    /** The elements whose content is no HTML. */
    private static final Set<String> RAW = Set.of("script", "style");

    private final byte[] html;
    private final byte[] path;
    private final ByteArrayOutputStream put;
    private int read;
    private int copied;

    BasePathInPage(byte[] html, BasePath path) {
        this.html = html;
        this.path = path.text().getBytes(StandardCharsets.US_ASCII);
        this.put = new ByteArrayOutputStream(html.length + 64 * this.path.length);
    }

    byte[] put() {
        while (read < html.length) {
            if (at('<')) {
                markup();
            } else {
                read++;
            }
        }
        copyUpTo(html.length);
        return put.toByteArray();
    }

    private void markup() {
        if (follows("<!--")) {
            skipPast("-->");
        } else if (read + 1 < html.length && letter(html[read + 1])) {
            tag();
        } else {
            read++;
        }
    }

    private void tag() {
        read++;
        String element = name();
        while (read < html.length && !at('>')) {
            if (letter(html[read])) {
                attribute();
            } else {
                read++;
            }
        }
        read++;
        if (RAW.contains(element)) {
            skipPast("</" + element);
        }
    }

    private void attribute() {
        String name = name();
        spaces();
        if (!at('=')) {
            return;
        }
        read++;
        spaces();
        boolean quoted = at('"') || at('\'');
        char quote = at('"') ? '"' : '\'';
        if (quoted) {
            read++;
        }
        if (ADDRESSES.contains(name) && beginsAtRoot()) {
            copyUpTo(read);
            put.writeBytes(path);
        }
        while (read < html.length && (quoted ? !at(quote) : !space() && !at('>'))) {
            read++;
        }
        if (quoted) {
            read++;
        }
    }

    private boolean beginsAtRoot() {
        return at('/') && !(read + 1 < html.length && html[read + 1] == '/');
    }

    /** The name that begins here, of an element or an attribute. */
    private String name() {
        int begin = read;
        while (read < html.length && !space() && !at('>') && !at('/') && !at('=')) {
            read++;
        }
        return new String(html, begin, read - begin, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    }

    private void spaces() {
        while (read < html.length && space()) {
            read++;
        }
    }

    private void skipPast(String end) {
        while (read < html.length && !follows(end)) {
            read++;
        }
        read = Math.min(html.length, read + end.length());
    }

    private boolean follows(String text) {
        if (read + text.length() > html.length) {
            return false;
        }
        for (int place = 0; place < text.length(); place++) {
            if (Character.toLowerCase((char) html[read + place]) != text.charAt(place)) {
                return false;
            }
        }
        return true;
    }

    private void copyUpTo(int end) {
        put.write(html, copied, end - copied);
        copied = end;
    }

    private boolean at(char wanted) {
        return read < html.length && html[read] == wanted;
    }

    private boolean space() {
        return html[read] == ' '
                || html[read] == '\n'
                || html[read] == '\t'
                || html[read] == '\r'
                || html[read] == '\f';
    }

    private static boolean letter(byte one) {
        return one >= 'a' && one <= 'z' || one >= 'A' && one <= 'Z';
    }
}
