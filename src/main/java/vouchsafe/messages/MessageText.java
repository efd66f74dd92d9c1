package vouchsafe.messages;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a project's message: plain, with one placeholder. Nothing else in it is interpreted.
 *
 * @param subject one line of at most {@value #LONGEST_SUBJECT} characters, may be empty
 * @param body at most {@value #LONGEST_BODY} characters, not blank, lines ended by {@code \n}
 */
public record MessageText(String subject, String body) {
    /** Characters (UTF-16) a subject may have. */
    public static final int LONGEST_SUBJECT = 200;

    /** Characters (UTF-16) a message may have. */
    public static final int LONGEST_BODY = 20_000;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{ *PROJECT_MEMBER_ID *}}");
    /** Line breaks, other controls, and what turns the direction of writing around. */
    private static final Pattern NOT_FOR_A_LINE =
            Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069 ]+");

    private static final Pattern NOT_FOR_A_TEXT = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");
    private static final Pattern HALF_A_CHARACTER = Pattern.compile("\\p{Cs}");

    /** A text that can be sent, or what is wrong with it, by field and worded as clients of Open Humans know it. */
    public sealed interface Checked {
        /** It can be sent. */
        record Good(MessageText text) implements Checked {}

        /** Keys are {@code subject} and {@code message}. */
        record Wrong(Map<String, String> errors) implements Checked {}
    }

    /** Makes a line of the subject and plain text of the body, and says what can't be mended. */
    public static Checked check(String subject, String body) {
        String line = NOT_FOR_A_LINE.matcher(whole(subject)).replaceAll(" ").strip();
        String text = plain(body);
        Map<String, String> errors = new LinkedHashMap<>();
        if (line.length() > LONGEST_SUBJECT) {
            errors.put("subject", tooLong(LONGEST_SUBJECT, line.length()));
        }
        if (text.isBlank()) {
            errors.put("message", "This field is required.");
        } else if (text.length() > LONGEST_BODY) {
            errors.put("message", tooLong(LONGEST_BODY, text.length()));
        }
        return errors.isEmpty() ? new Checked.Good(new MessageText(line, text)) : new Checked.Wrong(errors);
    }

    /** Plain text, cut where it is longer than this. */
    public static String plain(String text, int longest) {
        String plain = plain(text);
        return plain.length() > longest ? whole(plain.substring(0, longest)) : plain;
    }

    private static String plain(String text) {
        String lines = whole(text).replace("\r\n", "\n").replace('\r', '\n');
        return NOT_FOR_A_TEXT.matcher(lines).replaceAll("").stripTrailing();
    }

    /** The body as the member whom the project knows by this number reads it. */
    public static String addressed(String body, String number) {
        return PLACEHOLDER.matcher(body).replaceAll(Matcher.quoteReplacement(number));
    }

    private static String whole(String text) {
        return HALF_A_CHARACTER.matcher(text).replaceAll("\ufffd");
    }

    private static String tooLong(int most, int is) {
        return "Ensure this value has at most " + most + " characters (it has " + is + ").";
    }
}
