package vouchsafe.files;

import org.jspecify.annotations.Nullable;

/**
 * What administrators allow a project instead of the settings; null leaves a figure to them, 0 is any number.
 *
 * @param files its files
 * @param bytes their bytes
 * @param filesADay uploads with one token in a day
 * @param bytesADay their bytes
 */
public record ProjectAllowance(
        @Nullable Long files,
        @Nullable Long bytes,
        @Nullable Long filesADay,
        @Nullable Long bytesADay) {
    /** Nothing else than the settings. */
    public static final ProjectAllowance SETTINGS = new ProjectAllowance(null, null, null, null);
}
