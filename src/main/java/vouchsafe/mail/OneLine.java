package vouchsafe.mail;

import java.util.regex.Pattern;

/** Text that people wrote, in places of a mail that are one line: names of projects may hold line breaks, subjects may not. */
public final class OneLine {
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]+");

    private OneLine() {}

    /** The text on one line: a run of line breaks or other controls is one space. */
    public static String of(String text) {
        return BREAKS.matcher(text).replaceAll(" ");
    }
}
