package vouchsafe.web;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * A log message as one printable line: line breaks, terminal escapes and other controls in any value become a question
 * mark (checklist EN-10). Named in {@code logback.xml} as {@code %oneline}.
 */
public final class OneLineMessage extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return plain(event.getFormattedMessage());
    }

    static String plain(String message) {
        for (int place = 0; place < message.length(); place++) {
            if (unprintable(message.charAt(place))) {
                StringBuilder line = new StringBuilder(message);
                for (int rest = place; rest < line.length(); rest++) {
                    if (unprintable(line.charAt(rest))) {
                        line.setCharAt(rest, '?');
                    }
                }
                return line.toString();
            }
        }
        return message;
    }

    private static boolean unprintable(char letter) {
        return Character.isISOControl(letter)
                || letter == '\u2028'
                || letter == '\u2029'
                // Marks that turn the direction of writing around could make a line read as another.
                || (letter >= '\u202a' && letter <= '\u202e')
                || (letter >= '\u2066' && letter <= '\u2069');
    }
}
