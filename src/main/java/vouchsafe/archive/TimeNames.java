package vouchsafe.archive;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as names in an archive. */
final class TimeNames {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private TimeNames() {}

    static String text(Instant at) {
        return FORM.format(at);
    }

    static Instant instant(String text) {
        return FORM.parse(text, Instant::from);
    }
}
