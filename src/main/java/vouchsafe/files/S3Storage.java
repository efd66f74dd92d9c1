package vouchsafe.files;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/**
 * Objects in a bucket of a store that speaks S3. An object appears there whole or not at all. Bytes come and go through this
 * server, so that they are counted, hashed, limited, and written into the ledger like any others.
 */
final class S3Storage implements FileStorage, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(S3Storage.class);

    private static final int AT_A_TIME = 128;
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration CALL = Duration.ofMinutes(5);

    private final NamedObjects objects;
    private final String bucket;

    S3Storage(S3Settings settings) {
        this.objects = new NamedObjects(settings);
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
            objects.head();
        } catch (NoSuchBucketException missing) {
            throw new IllegalStateException(
                    "the bucket " + bucket + " (VOUCHSAFE_S3_BUCKET) does not exist; create it, or name another one",
                    missing);
        } catch (SdkException away) {
            log.warn("event=object-store result=unreachable failure={}", NamedObjects.firstLine(away));
        }
    }

    @Override
    public void store(StorageKey key, InputStream content) throws IOException {
        objects.put(key.text(), content);
    }

    @Override
    public InputStream open(StorageKey key, long from, long length) throws IOException {
        return objects.open(key.text(), from, length);
    }

    @Override
    public void erase(StorageKey key) throws IOException {
        objects.erase(key.text());
    }

    @Override
    public void close() {
        objects.close();
    }
}
