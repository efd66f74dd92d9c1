package vouchsafe.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vouchsafe.web.TypedText;

/**
 * The text of a project's message: plain, with one placeholder. Nothing else in it is interpreted.
 *
 * @param subject one line of at most {@value #LONGEST_SUBJECT} characters, may be empty
 * @param body at most {@value #LONGEST_BODY} characters, not blank, lines ended by {@code \n}
 */
public record MessageText(String subject, String body) {
    /** Characters a subject may have. */
    public static final int LONGEST_SUBJECT = 200;

    /** Characters a message may have. */
    public static final int LONGEST_BODY = 20_000;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{ *PROJECT_MEMBER_ID *}}");
    /** Line breaks and other controls: the subject of a mail is one line, so a run of them is one space. */
    private static final Pattern NOT_FOR_A_LINE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp} ]+");

    /** In a line among lines of others, these would turn what stands around. */
    private static final Pattern TURNING = Pattern.compile("[\\u202a-\\u202e\\u2066-\\u2069]");

    private static final Pattern NOT_FOR_A_TEXT = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");
    private static final Pattern HALF_A_CHARACTER = Pattern.compile("\\p{Cs}");

    /** A text that can be sent, or what is wrong with it. */
    public sealed interface Checked {
        /** It can be sent. */
        record Good(MessageText text) implements Checked {}

        /** It cannot: the faults of the subject, then at most one of the body. */
        record Wrong(List<Fault> faults) implements Checked {}
    }

    /** The reason why a text cannot be sent. */
    public sealed interface Fault {
        /** The subject has this many characters, more than {@value MessageText#LONGEST_SUBJECT}. */
        record LongSubject(int length) implements Fault {}

        /** The subject has a character that turns the direction of writing. */
        record TurningSubject() implements Fault {}

        /** The body has a control character, other than line breaks and tabs. */
        record Controls() implements Fault {}

        /** The body is blank. */
        record NoBody() implements Fault {}

        /** The body has this many characters, more than {@value MessageText#LONGEST_BODY}. */
        record LongBody(int length) implements Fault {}
    }

    /** Makes a line of the subject and gives lines of the body one ending; says what is wrong where something is. */
    public static Checked check(String subject, String body) {
        String line = NOT_FOR_A_LINE.matcher(subject).replaceAll(" ").strip();
        String text = lines(body);
        List<Fault> faults = new ArrayList<>();
        if (TypedText.length(line) > LONGEST_SUBJECT) {
            faults.add(new Fault.LongSubject(TypedText.length(line)));
        }
        if (TURNING.matcher(line).find()) {
            faults.add(new Fault.TurningSubject());
        }
        if (NOT_FOR_A_TEXT.matcher(text).find() || TypedText.fault(text).isPresent()) {
            faults.add(new Fault.Controls());
        } else if (TypedText.blank(text)) {
            faults.add(new Fault.NoBody());
        } else if (TypedText.length(text) > LONGEST_BODY) {
            faults.add(new Fault.LongBody(TypedText.length(text)));
        }
        return faults.isEmpty() ? new Checked.Good(new MessageText(line, text)) : new Checked.Wrong(faults);
    }

    /** Plain text, cut where it is longer than this. */
    public static String plain(String text, int longest) {
        return TypedText.cut(plain(text), longest);
    }

    private static String plain(String text) {
        return NOT_FOR_A_TEXT.matcher(whole(lines(text))).replaceAll("");
    }

    private static String lines(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n').stripTrailing();
    }

    /** The body as the member whom the project knows by this number reads it. */
    public static String addressed(String body, String number) {
        return PLACEHOLDER.matcher(body).replaceAll(Matcher.quoteReplacement(number));
    }

    private static String whole(String text) {
        return HALF_A_CHARACTER.matcher(text).replaceAll("\ufffd");
    }
}
