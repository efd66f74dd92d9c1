package vouchsafe.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/**
 * Objects in a bucket of a store that speaks S3. An object appears there whole or not at all. Bytes come and go through this
 * server, so that they are counted, hashed, limited, and written into the ledger like any others.
 */
final class S3Storage implements FileStorage, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(S3Storage.class);

    private static final String CONTENT_TYPE = "application/octet-stream";
    private static final int AT_A_TIME = 128;
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration CALL = Duration.ofMinutes(5);

    private final S3Client store;
    private final String bucket;

    S3Storage(S3Settings settings) {
        this.store = connect(settings);
        this.bucket = settings.bucket();
    }

    /** Settings that the environment and the home folder hold for the operator's other programs do not count here. */
    static S3Client connect(S3Settings settings) {
        return S3Client.builder()
                .endpointOverride(settings.endpoint())
                .forcePathStyle(true)
                .region(Region.of(settings.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())))
                // Stores other than Amazon's refuse checksums that they don't know.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(AT_A_TIME)
                        .connectionTimeout(CONNECTING)
                        .connectionAcquisitionTimeout(SILENCE)
                        .socketTimeout(SILENCE))
                .overrideConfiguration(calls -> calls.apiCallTimeout(CALL)
                        .defaultProfileFile(ProfileFile.aggregator().build()))
                .build();
    }

    /** Says so at once where the bucket does not exist; a store that does not answer now may answer later. */
    void check() {
        try {
            store.headBucket(request -> request.bucket(bucket));
        } catch (NoSuchBucketException missing) {
            throw new IllegalStateException(
                    "the bucket " + bucket + " (VOUCHSAFE_S3_BUCKET) does not exist; create it, or name another one",
                    missing);
        } catch (SdkException away) {
            log.warn("event=object-store result=unreachable failure={}", firstLine(away));
        }
    }

    @Override
    public void store(StorageKey key, InputStream content) throws IOException {
        byte[] first = part(content);
        try {
            if (first.length < S3Settings.PART) {
                store.putObject(
                        request -> request.bucket(bucket).key(key.text()).contentType(CONTENT_TYPE), body(first));
            } else {
                storeInParts(key, first, content);
            }
        } catch (SdkException failure) {
            throw failed(failure);
        }
    }

    private void storeInParts(StorageKey key, byte[] first, InputStream content) throws IOException {
        String upload = store.createMultipartUpload(
                        request -> request.bucket(bucket).key(key.text()).contentType(CONTENT_TYPE))
                .uploadId();
        boolean whole = false;
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (byte[] part = first; part.length > 0; part = part(content)) {
                parts.add(storePart(key, upload, parts.size() + 1, part));
            }
            store.completeMultipartUpload(request ->
                    request.bucket(bucket).key(key.text()).uploadId(upload).multipartUpload(all -> all.parts(parts)));
            whole = true;
        } finally {
            if (!whole) {
                forget(key, upload);
            }
        }
    }

    private CompletedPart storePart(StorageKey key, String upload, int number, byte[] part) {
        String tag = store.uploadPart(
                        request -> request.bucket(bucket)
                                .key(key.text())
                                .uploadId(upload)
                                .partNumber(number),
                        body(part))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    /** The parts sent would be kept, and paid for, under no name. */
    private void forget(StorageKey key, String upload) {
        try {
            store.abortMultipartUpload(
                    request -> request.bucket(bucket).key(key.text()).uploadId(upload));
        } catch (SdkException away) {
            log.warn("event=object-store result=parts-left object={} failure={}", key.text(), firstLine(away));
        }
    }

    private static byte[] part(InputStream content) throws IOException {
        return content.readNBytes((int) S3Settings.PART);
    }

    /** The part itself, not a copy; it is read again where a call is tried again. */
    private static RequestBody body(byte[] part) {
        return RequestBody.fromContentProvider(() -> new ByteArrayInputStream(part), part.length, CONTENT_TYPE);
    }

    @Override
    public InputStream open(StorageKey key, long from, long length) throws IOException {
        try {
            return store.getObject(request ->
                    request.bucket(bucket).key(key.text()).range("bytes=" + from + "-" + (from + length - 1)));
        } catch (SdkException failure) {
            throw failed(failure);
        }
    }

    @Override
    public void erase(StorageKey key) throws IOException {
        try {
            store.deleteObject(request -> request.bucket(bucket).key(key.text()));
        } catch (SdkException failure) {
            throw failed(failure);
        }
    }

    @Override
    public void close() {
        store.close();
    }

    private static IOException failed(SdkException failure) {
        return new IOException("the object store failed: " + firstLine(failure), failure);
    }

    private static String firstLine(SdkException failure) {
        return String.valueOf(failure.getMessage()).split("\\R", 2)[0];
    }
}
