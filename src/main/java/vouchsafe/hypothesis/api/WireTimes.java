package vouchsafe.hypothesis.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads and writes times as annotation clients do: {@code 2026-11-21T16:09:35.329043+00:00}. */
final class WireTimes {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'").withZone(ZoneOffset.UTC);
    /** The range of times that the database has. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private WireTimes() {}

    static String of(Instant instant) {
        return FORM.format(instant);
    }

    /** A date, a date and time (of UTC unless it says otherwise), or milliseconds since 1970. */
    static Optional<Instant> parse(String text) {
        // A plus sign in a query is a blank.
        String value = text.strip().replace(' ', '+');
        try {
            Instant instant;
            if (value.matches("-?[0-9]{1,15}(\\.[0-9]{1,9})?")) {
                instant = Instant.ofEpochMilli((long) Double.parseDouble(value));
            } else if (value.length() <= "2026-11-21".length()) {
                instant = LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
            } else if (value.substring(10).matches(".*[Zz+-].*")) {
                instant = OffsetDateTime.parse(value).toInstant();
            } else {
                instant = LocalDateTime.parse(value).toInstant(ZoneOffset.UTC);
            }
            return Optional.of(instant).filter(at -> !at.isBefore(EARLIEST) && !at.isAfter(LATEST));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
