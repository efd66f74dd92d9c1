package vouchsafe.portal.mydata;

import java.util.Locale;

/** Words the sizes of files for people in units of 1024, as the settings are: {@code 5GB} there is {@code 5 GB} here. */
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
        while (amount >= 1023.5 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        String digits = String.format(Locale.ROOT, amount < 9.95 ? "%.1f" : "%.0f", amount);
        return (digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits) + " " + UNITS[unit];
    }
}
