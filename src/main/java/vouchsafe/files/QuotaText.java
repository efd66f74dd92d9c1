package vouchsafe.files;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** The figures of a {@link ProjectAllowance} as administrators write them. */
public sealed interface QuotaText {
    /** A figure; null for the setting. */
    record Good(@Nullable Long figure) implements QuotaText {}

    /** What is wrong with a text. */
    record Wrong(String why) implements QuotaText {}

    /** A size such as {@code 500MB}; nothing for the setting. */
    static QuotaText size(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return new Good(null);
        }
        try {
            long bytes = DataSize.parse(stripped).toBytes();
            if (bytes >= 0) {
                return new Good(bytes);
            }
        } catch (IllegalArgumentException | ArithmeticException notASize) {
            // Refused below, in the same words as a negative size.
        }
        return new Wrong("Write a size such as 500MB or 2TB, 0 for no limit, or nothing.");
    }

    /** A number of files; nothing for the setting. */
    static QuotaText number(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return new Good(null);
        }
        return stripped.matches("[0-9]{1,12}")
                ? new Good(Long.valueOf(stripped))
                : new Wrong("Write a whole number, 0 for no limit, or nothing.");
    }

    /** A size as {@link #size} reads it, to the byte. */
    static String ofSize(@Nullable Long bytes) {
        if (bytes == null) {
            return "";
        }
        String[] units = {"B", "KB", "MB", "GB", "TB"};
        long amount = bytes;
        int unit = 0;
        while (amount > 0 && amount % 1024 == 0 && unit < units.length - 1) {
            amount /= 1024;
            unit++;
        }
        return amount == 0 ? "0" : amount + units[unit];
    }

    /** A number as {@link #number} reads it. */
    static String ofNumber(@Nullable Long files) {
        return files == null ? "" : Long.toString(files);
    }

    /** What is wrong, if something is. */
    default Optional<String> fault() {
        return this instanceof Wrong(String why) ? Optional.of(why) : Optional.empty();
    }

    /** The figure of a good text; null for the setting. */
    default @Nullable Long value() {
        return this instanceof Good(Long figure) ? figure : null;
    }
}
