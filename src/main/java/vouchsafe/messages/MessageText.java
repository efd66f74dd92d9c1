package vouchsafe.messages;

import java.util.ArrayList;
import java.util.List;
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

    /** A text that can be sent, or what is wrong with it. */
    public sealed interface Checked {
        /** It can be sent. */
        record Good(MessageText text) implements Checked {}

        /** It cannot: at most one fault of the subject, then at most one of the body. */
        record Wrong(List<Fault> faults) implements Checked {}
    }

    /** The reason why a text cannot be sent. */
    public sealed interface Fault {
        /** The subject has this many characters, more than {@value MessageText#LONGEST_SUBJECT}. */
        record LongSubject(int length) implements Fault {}

        /** The body is blank. */
        record NoBody() implements Fault {}

        /** The body has this many characters, more than {@value MessageText#LONGEST_BODY}. */
        record LongBody(int length) implements Fault {}
    }

    /** Makes a line of the subject and plain text of the body, and says what can't be mended. */
    public static Checked check(String subject, String body) {
        String line = NOT_FOR_A_LINE.matcher(whole(subject)).replaceAll(" ").strip();
        String text = plain(body);
        List<Fault> faults = new ArrayList<>();
        if (line.length() > LONGEST_SUBJECT) {
            faults.add(new Fault.LongSubject(line.length()));
        }
        if (text.isBlank()) {
            faults.add(new Fault.NoBody());
        } else if (text.length() > LONGEST_BODY) {
            faults.add(new Fault.LongBody(text.length()));
        }
        return faults.isEmpty() ? new Checked.Good(new MessageText(line, text)) : new Checked.Wrong(faults);
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
}
