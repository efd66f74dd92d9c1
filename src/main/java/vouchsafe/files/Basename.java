package vouchsafe.files;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Names of files as people see them. A name is never a path, holds nothing that turns text around or that a terminal
 * would obey, and fits the file system of the person who downloads it.
 */
public final class Basename {
    /** The longest name that common file systems take, in bytes of UTF-8. */
    private static final int LONGEST_BYTES = 255;

    private Basename() {}

    /** A name sent as a field: what stands after the last slash, otherwise as it is. */
    public static Optional<String> of(String sent) {
        StringBuilder name = new StringBuilder();
        lastSegment(sent).codePoints().filter(Basename::visible).forEach(name::appendCodePoint);
        return fitting(name.toString().strip());
    }

    /** The name of a file in a form: spaces become underscores, odd characters are dropped. */
    public static Optional<String> ofForm(String sent) {
        StringBuilder name = new StringBuilder();
        lastSegment(sent)
                .strip()
                .codePoints()
                .map(each -> each == ' ' ? '_' : each)
                .filter(each -> each == '-' || each == '.' || each == '_' || Character.isLetterOrDigit(each))
                .forEach(name::appendCodePoint);
        return fitting(name.toString());
    }

    private static String lastSegment(String sent) {
        return sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
    }

    private static boolean visible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static Optional<String> fitting(String name) {
        if (name.isEmpty() || name.chars().allMatch(each -> each == '.')) {
            return Optional.empty();
        }
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && name.length() - dot <= 16 ? name.substring(dot) : "";
        String stem = name.substring(0, name.length() - ending.length());
        // No character is less than a byte: what can't fit is cut at once, however long it is.
        stem = stem.substring(0, Math.min(stem.length(), LONGEST_BYTES));
        if (!stem.isEmpty() && Character.isHighSurrogate(stem.charAt(stem.length() - 1))) {
            stem = stem.substring(0, stem.length() - 1);
        }
        while (bytes(stem) + bytes(ending) > LONGEST_BYTES) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return Optional.of(stem + ending);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
