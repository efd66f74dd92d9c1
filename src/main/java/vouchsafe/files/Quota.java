package vouchsafe.files;

/**
 * How much may be stored, or come in a day.
 *
 * @param files number of files; 0 for any number
 * @param bytes 0 for any size
 */
public record Quota(long files, long bytes) {
    /** No limit. */
    public static final Quota NONE = new Quota(0, 0);

    /** How many files fit beside those there are. */
    long filesLeft(long used) {
        return files == 0 ? Long.MAX_VALUE : Math.max(0, files - used);
    }

    /** How many bytes fit beside those there are. */
    long bytesLeft(long used) {
        return bytes == 0 ? Long.MAX_VALUE : Math.max(0, bytes - used);
    }
}
