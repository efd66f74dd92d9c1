package vouchsafe.files;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Objects in a bucket of a store that speaks S3. An object appears there whole or not at all. Bytes come and go through this
 * server, so that they are counted, hashed, limited, and written into the ledger like any others.
 */
final class S3Storage implements FileStorage, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(S3Storage.class);

    private static final long UNKNOWN = -1;

    private final S3Connection store;
    private final String bucket;

    S3Storage(S3Settings settings) {
        this.store = S3Connection.to(settings);
        this.bucket = settings.bucket();
    }

    /** Says so at once where the bucket does not exist; a store that does not answer now may answer later. */
    void check() {
        try {
            if (!await(
                    store.bucketExists(BucketExistsArgs.builder().bucket(bucket).build()))) {
                throw new IllegalStateException("the bucket " + bucket + " (VOUCHSAFE_S3_BUCKET) does not exist;"
                        + " create it, or name another one");
            }
        } catch (IOException away) {
            log.warn("event=object-store result=unreachable failure={}", String.valueOf(away.getMessage()));
        }
    }

    @Override
    public void store(StorageKey key, InputStream content) throws IOException {
        await(store.putObject(
                PutObjectArgs.builder()
                        .bucket(bucket)
                        .object(key.text())
                        .contentType("application/octet-stream")
                        .stream(content, UNKNOWN, S3Settings.PART)
                        .build()));
    }

    @Override
    public InputStream open(StorageKey key, long from, long length) throws IOException {
        return await(store.getObject(GetObjectArgs.builder()
                .bucket(bucket)
                .object(key.text())
                .offset(from)
                .length(length)
                .build()));
    }

    @Override
    public void erase(StorageKey key) throws IOException {
        await(store.removeObject(
                RemoveObjectArgs.builder().bucket(bucket).object(key.text()).build()));
    }

    @Override
    public void close() throws Exception {
        store.close();
    }

    /** The library's own exceptions print whole requests, their headers included; of those only the first line is kept. */
    private static <T> T await(CompletableFuture<T> answer) throws IOException {
        try {
            return answer.join();
        } catch (CompletionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            String message = String.valueOf(cause.getMessage());
            throw new IOException("the object store failed: " + message.split(";|\\R", 2)[0]);
        }
    }
}
