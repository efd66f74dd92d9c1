package vouchsafe.files;

import java.net.URI;

/**
 * An object store that speaks S3.
 *
 * @param endpoint its address, http or https
 * @param bucket the bucket that files go to; it must exist
 * @param secretKey not shown by {@code toString}
 */
public record S3Settings(URI endpoint, String bucket, String region, String accessKey, String secretKey) {
    /** The bytes of one upload that are held at a time; S3 takes parts of at least 5 MB, and at most 10,000 of them. */
    static final long PART = 8L * 1024 * 1024;

    /** Bytes of the largest file that can be kept. */
    public static final long LARGEST = 10_000 * PART;

    @Override
    public String toString() {
        return "S3Settings[endpoint=" + endpoint + ", bucket=" + bucket + ", region=" + region + "]";
    }
}
