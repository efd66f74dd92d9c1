package vouchsafe.files;

/**
 * What is known of a file's size before it comes.
 *
 * @param likely bytes it will probably have; room for so many is kept free for it
 * @param least bytes it has at least
 */
public record UploadSize(long likely, long least) {
    /** Nothing is known; room is made while it comes. */
    public static final UploadSize UNKNOWN = new UploadSize(1024 * 1024, 0);

    /** As a request declares it; negative where it does not. */
    public static UploadSize declared(long bytes) {
        return bytes < 0 ? UNKNOWN : new UploadSize(bytes, bytes);
    }
}
