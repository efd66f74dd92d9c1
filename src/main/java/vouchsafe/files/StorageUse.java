package vouchsafe.files;

/**
 * How much is stored, uploads that are under way included, and how much may be.
 *
 * @param files how many files
 * @param bytes their bytes
 * @param quota the limit
 */
public record StorageUse(long files, long bytes, Quota quota) {
    /** How much of the bytes is used, in percent, rounded down; 0 where there is no limit. */
    public int bytesPercent() {
        return (int) percent(bytes, quota.bytes());
    }

    /** The larger of the two parts that are used, in percent, rounded down; 0 where there is no limit. */
    public int percent() {
        return (int) Math.max(percent(files, quota.files()), percent(bytes, quota.bytes()));
    }

    private static long percent(long used, long most) {
        return most == 0 ? 0 : Math.min(100, (long) (100.0 * used / most));
    }
}
