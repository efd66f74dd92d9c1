package vouchsafe.files;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntPredicate;
import vouchsafe.web.TypedText;

/**
 * Names of files as people see them. A name is never a path, holds nothing that turns text around or that a terminal
 * would obey, and fits the file system of the person who downloads it. A name that is otherwise is refused, not mended, so
 * that who sent it finds it again.
 */
public final class Basename {
    /** The longest name that common file systems take, in bytes of UTF-8. */
    public static final int LONGEST_BYTES = 255;

    /** The rule, for the sender of a name that is none. */
    public static final String RULE = "A file's name has at most " + LONGEST_BYTES + " bytes of UTF-8, something to see"
            + " besides dots, and no control characters nor any that turn the direction of writing.";

    private Basename() {}

    /** A name sent as a field: what stands after the last slash, otherwise as it is. */
    public static Optional<String> of(String sent) {
        return fitting(lastSegment(sent).strip());
    }

    /**
     * The name of a file in a form, as programs that send such forms expect it: spaces become underscores, and of ASCII
     * only letters, digits, hyphens, dots and underscores are kept. All other writing is kept as it is.
     */
    public static Optional<String> ofForm(String sent) {
        String segment = lastSegment(sent).strip();
        if (!harmless(segment)) {
            return Optional.empty();
        }
        StringBuilder name = new StringBuilder();
        segment.codePoints()
                .map(each -> each == ' ' ? '_' : each)
                .filter(each ->
                        each >= 0x80 || each == '-' || each == '.' || each == '_' || Character.isLetterOrDigit(each))
                .forEach(name::appendCodePoint);
        return fitting(name.toString());
    }

    /**
     * The name with another character in the place of each that is not wanted, cut to this many bytes of UTF-8; its ending
     * stays.
     */
    public static String cleared(String name, IntPredicate unwanted, int bytes) {
        StringBuilder cleared = new StringBuilder();
        name.codePoints().map(each -> unwanted.test(each) ? '_' : each).forEach(cleared::appendCodePoint);
        int dot = cleared.lastIndexOf(".");
        int stem = dot > 0 && cleared.length() - dot <= 16 ? dot : cleared.length();
        while (stem > 0 && bytes(cleared) > bytes) {
            int before = cleared.offsetByCodePoints(stem, -1);
            cleared.delete(before, stem);
            stem = before;
        }
        return cleared.toString();
    }

    private static String lastSegment(String sent) {
        return sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
    }

    private static boolean harmless(String name) {
        return name.codePoints().noneMatch(each -> TypedText.breaks(each) || TypedText.turns(each));
    }

    private static Optional<String> fitting(String name) {
        boolean fits = name.length() <= LONGEST_BYTES && bytes(name) <= LONGEST_BYTES;
        return fits && !TypedText.blank(name.replace(".", "")) && harmless(name) ? Optional.of(name) : Optional.empty();
    }

    private static int bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
