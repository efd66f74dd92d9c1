package vouchsafe.portal.mydata;

import java.util.Locale;

/** Words the sizes of files for people, in powers of ten as shops and most systems do. */
public final class FileSize {
    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB"};

    private FileSize() {}

    /** Like {@code 1 byte}, {@code 312 bytes} or {@code 4.7 MB}. */
    public static String words(long bytes) {
        if (bytes == 1) {
            return "1 byte";
        }
        double amount = bytes;
        int unit = 0;
        while (amount >= 999.5 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        return unit == 0
                ? bytes + " bytes"
                : String.format(Locale.ROOT, amount < 10 ? "%.1f " : "%.0f ", amount) + UNITS[unit];
    }
}
