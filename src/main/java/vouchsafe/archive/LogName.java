package vouchsafe.archive;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A segment of PostgreSQL's log: 16 MB of it on one timeline.
 *
 * @param number counts segments from the beginning of the log
 */
record LogName(int timeline, long number) implements Comparable<LogName> {
    /** Bytes, as {@code initdb} makes them. */
    static final long SIZE = 16L << 20;

    private static final long A_FILE = (1L << 32) / SIZE;
    private static final Pattern SEGMENT = Pattern.compile("([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})");

    /** Empty where the name is another file's. */
    static Optional<LogName> of(String name) {
        Matcher parts = SEGMENT.matcher(name);
        return parts.matches()
                ? Optional.of(new LogName(
                        Integer.parseUnsignedInt(parts.group(1), 16),
                        Long.parseLong(parts.group(2), 16) * A_FILE + Long.parseLong(parts.group(3), 16)))
                : Optional.empty();
    }

    /** The segment in which a place of the log is, as PostgreSQL writes one: {@code 0/16B3748}. */
    static long at(String place) {
        return position(place) / SIZE;
    }

    /** Bytes from the beginning of the log. */
    static long position(String place) {
        int slash = place.indexOf('/');
        return (Long.parseLong(place.substring(0, slash), 16) << 32) + Long.parseLong(place.substring(slash + 1), 16);
    }

    LogName next() {
        return new LogName(timeline, number + 1);
    }

    String text() {
        return String.format(Locale.ROOT, "%08X%08X%08X", timeline, number / A_FILE, number % A_FILE);
    }

    @Override
    public int compareTo(LogName other) {
        return text().compareTo(other.text());
    }
}
