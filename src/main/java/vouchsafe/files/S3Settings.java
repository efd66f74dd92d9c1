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
    @Override
    public String toString() {
        return "S3Settings[endpoint=" + endpoint + ", bucket=" + bucket + ", region=" + region + "]";
    }
}
