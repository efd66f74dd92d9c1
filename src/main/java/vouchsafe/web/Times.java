package vouchsafe.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Words times for people. The server does not know its readers' time zones, so it says UTC; a script may show local time
 * beside.
 */
public final class Times {
    private static final DateTimeFormatter DATE = format("d MMMM uuuu");
    private static final DateTimeFormatter TIME = format("HH:mm 'UTC'");
    private static final DateTimeFormatter DATE_AND_TIME = format("d MMMM uuuu, HH:mm 'UTC'");

    private Times() {}

    /** Like {@code 21 November 2026}. */
    public static String date(Instant at) {
        return DATE.format(at);
    }

    /** Like {@code 18:05 UTC}. */
    public static String time(Instant at) {
        return TIME.format(at);
    }

    /** Like {@code 21 November 2026, 18:05 UTC}. */
    public static String dateAndTime(Instant at) {
        return DATE_AND_TIME.format(at);
    }

    /** Like {@code 3 minutes ago}, {@code in 2 days} or, further away than a month, the date. */
    public static String relative(Instant at, Instant now) {
        Duration distance = Duration.between(at, now).abs();
        if (distance.compareTo(Duration.ofSeconds(45)) < 0) {
            return "just now";
        }
        if (distance.compareTo(Duration.ofDays(31)) > 0) {
            return "on " + date(at);
        }
        String amount = amount(distance);
        return at.isAfter(now) ? "in " + amount : amount + " ago";
    }

    private static String amount(Duration distance) {
        long minutes = Math.max(1, Math.round(distance.toSeconds() / 60.0));
        if (minutes < 60) {
            return count(minutes, "minute");
        }
        long hours = Math.round(minutes / 60.0);
        return hours < 24 ? count(hours, "hour") : count(Math.round(hours / 24.0), "day");
    }

    private static String count(long number, String unit) {
        return number == 1 ? "1 " + unit : number + " " + unit + "s";
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
