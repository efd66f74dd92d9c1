package vouchsafe.web;

import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line per request, at info, to the logger {@code vouchsafe.access}: the request, the answer's status, the time taken.
 * The query is left out, and so is each part of the path that could be a secret (checklist EN-03). A stranger's value
 * cannot break out of its line (checklist EN-10). The request id stands on every log line anyway.
 */
final class AccessLog {
    private static final Logger log = LoggerFactory.getLogger("vouchsafe.access");
    private static final int LONGEST_PATH = 200;
    /** Path segments of links in mails, and ids: long, and of the letters that random values are written in. */
    private static final Pattern LONG_SEGMENT = Pattern.compile("(?<=/)[A-Za-z0-9_%.~=-]{32,}");

    private AccessLog() {}

    static void write(String method, String path, int status, long nanoseconds, String address) {
        if (log.isInfoEnabled()) {
            log.info(
                    "event=request method={} path={} status={} ms={} address={}",
                    printable(method, 16),
                    path(path),
                    status,
                    nanoseconds / 1_000_000,
                    address);
        }
    }

    static String path(String path) {
        String shown = path.length() > 32 ? LONG_SEGMENT.matcher(path).replaceAll("-") : path;
        return printable(shown, LONGEST_PATH);
    }

    private static String printable(String text, int longest) {
        boolean plain = text.length() <= longest;
        for (int place = 0; plain && place < text.length(); place++) {
            char letter = text.charAt(place);
            plain = letter > ' ' && letter < 0x7f;
        }
        if (plain) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.chars()
                .limit(longest)
                .forEach(letter -> shown.append(letter > ' ' && letter < 0x7f ? (char) letter : '?'));
        return shown.toString();
    }
}
