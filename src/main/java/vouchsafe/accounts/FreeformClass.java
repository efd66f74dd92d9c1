package vouchsafe.accounts;

import java.lang.Character.UnicodeScript;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The characters that may stand in a password: the FreeformClass of PRECIS (RFC 8264 section 4.3), so that it is the same text
 * on every device. Letters, digits, marks, symbols and punctuation of all scripts may, and so may spaces; controls, what cannot
 * be seen, what Unicode has not yet assigned and what belongs to private use may not.
 */
final class FreeformClass {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /** Exceptions (RFC 5892 section 2.6) that are never allowed. */
    private static final Set<Integer> NEVER =
            Set.of(0x0640, 0x07FA, 0x302E, 0x302F, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303B);

    /** Scripts whose letters join, where a zero width non-joiner shows. */
    private static final Set<UnicodeScript> JOINING = Set.of(
            UnicodeScript.ARABIC,
            UnicodeScript.SYRIAC,
            UnicodeScript.MANDAIC,
            UnicodeScript.MONGOLIAN,
            UnicodeScript.NKO,
            UnicodeScript.PHAGS_PA,
            UnicodeScript.MANICHAEAN,
            UnicodeScript.HANIFI_ROHINGYA,
            UnicodeScript.ADLAM);

    private final int[] text;

    private FreeformClass(String text) {
        this.text = text.codePoints().toArray();
    }

    /** The first character of this normalised text that no password may have. */
    static OptionalInt firstForbidden(String text) {
        FreeformClass all = new FreeformClass(text);
        for (int i = 0; i < all.text.length; i++) {
            if (!all.allowed(i)) {
                return OptionalInt.of(all.text[i]);
            }
        }
        return OptionalInt.empty();
    }

    private boolean allowed(int i) {
        int character = text[i];
        return switch (character) {
            case ZERO_WIDTH_NON_JOINER -> virama(i - 1) || joining(i);
            case ZERO_WIDTH_JOINER -> virama(i - 1);
            case 0x00B7 -> at(i - 1, each -> each == 'l') && at(i + 1, each -> each == 'l');
            case 0x0375 -> at(i + 1, each -> UnicodeScript.of(each) == UnicodeScript.GREEK);
            case 0x05F3, 0x05F4 -> at(i - 1, each -> UnicodeScript.of(each) == UnicodeScript.HEBREW);
            case 0x30FB -> japanese();
            default ->
                !NEVER.contains(character) && !mixedDigit(character) && !ignorable(character) && visible(character);
        };
    }

    private boolean at(int i, IntPredicate condition) {
        return i >= 0 && i < text.length && condition.test(text[i]);
    }

    /** The sign that takes a consonant its vowel; Java knows combining classes by no other name. */
    private boolean virama(int i) {
        return at(i, each -> {
            String name = Character.getName(each);
            return name != null
                    && (name.contains("VIRAMA")
                            || name.endsWith("SIGN AL-LAKUNA")
                            || name.endsWith("SIGN COENG")
                            || name.endsWith("SIGN HALANTA"));
        });
    }

    /** RFC 5892 appendix A.1 without the tables of joining types: between letters of one of the scripts that join. */
    private boolean joining(int i) {
        return joiningLetter(i, -1) && joiningLetter(i, 1);
    }

    private boolean joiningLetter(int from, int step) {
        int i = from + step;
        while (at(i, each -> Character.getType(each) == Character.NON_SPACING_MARK)) {
            i += step;
        }
        return at(i, each -> Character.isLetter(each) && JOINING.contains(UnicodeScript.of(each)));
    }

    private boolean japanese() {
        for (int each : text) {
            switch (UnicodeScript.of(each)) {
                case HIRAGANA, KATAKANA, HAN -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    /** Arabic-Indic digits and their Persian sisters look alike and don't stand together. */
    private boolean mixedDigit(int character) {
        if (character >= 0x0660 && character <= 0x0669) {
            return has(0x06F0, 0x06F9);
        }
        return character >= 0x06F0 && character <= 0x06F9 && has(0x0660, 0x0669);
    }

    private boolean has(int first, int last) {
        for (int each : text) {
            if (each >= first && each <= last) {
                return true;
            }
        }
        return false;
    }

    /** OldHangulJamo and PrecisIgnorableProperties (RFC 8264 sections 9.9, 9.13) that are no format characters. */
    private static boolean ignorable(int character) {
        return character == 0x034F
                || character >= 0x1100 && character <= 0x11FF
                || character == 0x17B4
                || character == 0x17B5
                || character >= 0x180B && character <= 0x180F
                || character == 0x3164
                || character >= 0xA960 && character <= 0xA97F
                || character >= 0xD7B0 && character <= 0xD7FF
                || character >= 0xFE00 && character <= 0xFE0F
                || character == 0xFFA0
                || character >= 0xE0000 && character <= 0xE0FFF;
    }

    private static boolean visible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
