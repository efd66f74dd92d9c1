package vouchsafe.files;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times as ISO 8601 writes them: to the year or finer, basic or extended, with or without a zone. */
final class IsoDates {
    private static final Pattern FORMAT = Pattern.compile("(?<year>\\d{4})(?:-?(?<month>\\d\\d)(?:-?(?<day>\\d\\d)"
            + "(?:[T ](?<hour>\\d\\d)(?::?(?<minute>\\d\\d)(?::?(?<second>\\d\\d)(?:[.,]\\d{1,9})?)?)?"
            + "(?:Z|[+-]\\d\\d(?::?\\d\\d)?)?)?)?)?");

    private IsoDates() {}

    static boolean valid(String text) {
        Matcher matcher = FORMAT.matcher(text.strip());
        if (!matcher.matches()) {
            return false;
        }
        try {
            LocalDate.of(number(matcher, "year", 1), number(matcher, "month", 1), number(matcher, "day", 1));
            LocalTime.of(number(matcher, "hour", 0), number(matcher, "minute", 0), number(matcher, "second", 0));
            return true;
        } catch (DateTimeException outOfRange) {
            return false;
        }
    }

    private static int number(Matcher matcher, String name, int absent) {
        String text = matcher.group(name);
        return text == null ? absent : Integer.parseInt(text);
    }
}
