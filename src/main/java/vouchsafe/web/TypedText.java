package vouchsafe.web;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Text that people and programs send. Its length is counted in code points, at every door alike: a smiley is one character
 * wherever it is typed. What cannot be kept as it was sent is refused with one of the {@link Fault}s and never changed
 * silently: PostgreSQL takes no NUL, and half of a surrogate pair has no bytes in UTF-8.
 */
public final class TypedText {
    private TypedText() {}

    /** The reason why a text cannot be kept. */
    public enum Fault {
        /** It has the character U+0000. */
        NUL("a NUL character (U+0000)"),
        /** It has a surrogate, U+D800 to U+DFFF, without its other half. */
        HALF("half a character (a surrogate, U+D800 to U+DFFF, without its other half)");

        private final String words;

        Fault(String words) {
            this.words = words;
        }

        /** A sentence for the sender; {@code what} is the thing that has it, as its subject. */
        public String sentence(String what) {
            return what + " has " + words + ", which can't be kept; leave it out.";
        }
    }

    /** The number of characters, as all limits count them. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Text of several lines as it is kept: each line ended by a line feed, without space around it. Browsers send CR LF. */
    public static String lines(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n').strip();
    }

    /** The beginning of the text, of at most this many characters. */
    public static String cut(String text, int longest) {
        return length(text) <= longest ? text : text.substring(0, text.offsetByCodePoints(0, longest));
    }

    /** The reason why the text cannot be kept, if there is one. */
    public static Optional<Fault> fault(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == 0) {
                return Optional.of(Fault.NUL);
            }
            if (Character.isSurrogate(character)) {
                if (!Character.isHighSurrogate(character)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return Optional.of(Fault.HALF);
                }
                i++;
            }
        }
        return Optional.empty();
    }

    /** The reason why JSON cannot be kept: that of the first such text in it, names of fields included. */
    public static Optional<Fault> fault(JsonNode json) {
        if (json.isString()) {
            return fault(json.stringValue());
        }
        for (String name : json.propertyNames()) {
            Optional<Fault> fault = fault(name);
            if (fault.isPresent()) {
                return fault;
            }
        }
        for (JsonNode each : json) {
            Optional<Fault> fault = fault(each);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    /** Whether this is a control character, a line break of any kind, or half a character: nothing for a line of text. */
    public static boolean breaks(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        };
    }

    /** Whether this turns the direction in which all that follows is written, which could make a name read as another. */
    public static boolean turns(int character) {
        return character >= 0x202A && character <= 0x202E || character >= 0x2066 && character <= 0x2069;
    }

    /** Whether there is nothing to see: no text at all, or spaces of any kind and characters without a shape only. */
    public static boolean blank(String text) {
        return text.codePoints().allMatch(TypedText::shapeless);
    }

    private static boolean shapeless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> filler(character);
        };
    }

    /** Letters and marks that Unicode has no shape for (Default_Ignorable_Code_Point), and the empty pattern of braille. */
    private static boolean filler(int character) {
        return character == 0x034F
                || character == 0x115F
                || character == 0x1160
                || character == 0x17B4
                || character == 0x17B5
                || character >= 0x180B && character <= 0x180F
                || character == 0x2800
                || character == 0x3164
                || character >= 0xFE00 && character <= 0xFE0F
                || character == 0xFFA0
                || character >= 0xE0100 && character <= 0xE01EF;
    }
}
