package vouchsafe.doctor;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words of others, and sizes, as sentences take them. */
final class Words {
    private static final int LONGEST = 200;

    private Words() {}

    /** The first line of the innermost cause that says something. */
    static String of(@Nullable Throwable failure) {
        String said = "no reason is given";
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause()) {
            String message = cause.getMessage();
            said = message == null || message.isBlank() ? cause.getClass().getSimpleName() : line(message);
            depth++;
        }
        return said;
    }

    /** One line of a text of others, of a length that fits a sentence, without the full stop at its end. */
    static String line(String text) {
        String line = text.strip().lines().findFirst().orElse("").strip().replaceAll("\\p{Cntrl}", " ");
        String cut = line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
        return cut.endsWith(".") && !cut.endsWith("...") ? cut.substring(0, cut.length() - 1) : cut;
    }

    /** Such as 512 MB. */
    static String size(long bytes) {
        if (bytes >= 1L << 30) {
            return String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30));
        }
        return bytes >= 1L << 20 ? (bytes >> 20) + " MB" : (bytes >> 10) + " kB";
    }
}
