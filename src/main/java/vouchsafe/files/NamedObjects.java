package vouchsafe.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects of any name in a bucket of a store that speaks S3. An object appears there whole or not at all. */
public final class NamedObjects implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NamedObjects.class);
    private static final String CONTENT_TYPE = "application/octet-stream";
    private static final int NOT_FOUND = 404;

    private final S3Client store;
    private final String bucket;

    /** Connects at the first call. */
    public NamedObjects(S3Settings settings) {
        this.store = S3Storage.connect(settings);
        this.bucket = settings.bucket();
    }

    /**
     * An object.
     *
     * @param at when it was stored
     */
    public record Found(String name, long size, Instant at) {}

    /** Takes each object in turn. */
    @FunctionalInterface
    public interface Taker {
        /** Takes one. */
        void take(Found object) throws IOException;
    }

    /** Stores everything that the stream gives, in place of what has the name. */
    public void put(String name, InputStream content) throws IOException {
        byte[] first = part(content);
        try {
            if (first.length < S3Settings.PART) {
                store.putObject(request -> request.bucket(bucket).key(name).contentType(CONTENT_TYPE), body(first));
            } else {
                putInParts(name, first, content);
            }
        } catch (SdkException failure) {
            throw failed(failure);
        }
    }

    private void putInParts(String name, byte[] first, InputStream content) throws IOException {
        String upload = store.createMultipartUpload(
                        request -> request.bucket(bucket).key(name).contentType(CONTENT_TYPE))
                .uploadId();
        boolean whole = false;
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (byte[] part = first; part.length > 0; part = part(content)) {
                parts.add(putPart(name, upload, parts.size() + 1, part));
            }
            store.completeMultipartUpload(request ->
                    request.bucket(bucket).key(name).uploadId(upload).multipartUpload(all -> all.parts(parts)));
            whole = true;
        } finally {
            if (!whole) {
                forget(name, upload);
            }
        }
    }

    private CompletedPart putPart(String name, String upload, int number, byte[] part) {
        String tag = store.uploadPart(
                        request -> request.bucket(bucket)
                                .key(name)
                                .uploadId(upload)
                                .partNumber(number),
                        body(part))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    /** The parts sent would be kept, and paid for, under no name. */
    private void forget(String name, String upload) {
        try {
            store.abortMultipartUpload(
                    request -> request.bucket(bucket).key(name).uploadId(upload));
        } catch (SdkException away) {
            log.warn("event=object-store result=parts-left object={} failure={}", name, firstLine(away));
        }
    }

    private static byte[] part(InputStream content) throws IOException {
        return content.readNBytes((int) S3Settings.PART);
    }

    /** The part itself, not a copy; it is read again where a call is tried again. */
    private static RequestBody body(byte[] part) {
        return RequestBody.fromContentProvider(() -> new ByteArrayInputStream(part), part.length, CONTENT_TYPE);
    }

    /** Opens a part of an object. */
    InputStream open(String name, long from, long length) throws IOException {
        try {
            return store.getObject(
                    request -> request.bucket(bucket).key(name).range("bytes=" + from + "-" + (from + length - 1)));
        } catch (SdkException failure) {
            throw failed(failure);
        }
    }

    /**
     * Opens an object.
     *
     * @throws NoSuchFileException where there is none
     */
    public InputStream open(String name) throws IOException {
        try {
            return store.getObject(request -> request.bucket(bucket).key(name));
        } catch (NoSuchKeyException missing) {
            throw new NoSuchFileException(name);
        } catch (SdkException failure) {
            throw failed(failure);
        }
    }

    /** The object with this name. */
    public Optional<Found> find(String name) throws IOException {
        try {
            HeadObjectResponse head =
                    store.headObject(request -> request.bucket(bucket).key(name));
            return Optional.of(new Found(name, head.contentLength(), head.lastModified()));
        } catch (S3Exception refused) {
            if (refused.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw failed(refused);
        } catch (SdkException failure) {
            throw failed(failure);
        }
    }

    /** All objects whose names begin so, in the order of their names. */
    public void list(String prefix, Taker taker) throws IOException {
        try {
            for (ListObjectsV2Response page : store.listObjectsV2Paginator(
                    request -> request.bucket(bucket).prefix(prefix))) {
                for (S3Object object : page.contents()) {
                    taker.take(new Found(object.key(), object.size(), object.lastModified()));
                }
            }
        } catch (SdkException failure) {
            throw failed(failure);
        }
    }

    /** What comes in names after the beginning and before the next slash, where there is one. */
    public List<String> folders(String prefix) throws IOException {
        try {
            List<String> names = new ArrayList<>();
            for (CommonPrefix each : store.listObjectsV2Paginator(
                            request -> request.bucket(bucket).prefix(prefix).delimiter("/"))
                    .commonPrefixes()) {
                names.add(each.prefix().substring(prefix.length(), each.prefix().length() - 1));
            }
            return names;
        } catch (SdkException failure) {
            throw failed(failure);
        }
    }

    /** Erases an object; does nothing where there is none. */
    public void erase(String name) throws IOException {
        try {
            store.deleteObject(request -> request.bucket(bucket).key(name));
        } catch (SdkException failure) {
            throw failed(failure);
        }
    }

    /** Asks for the bucket. */
    void head() {
        store.headBucket(request -> request.bucket(bucket));
    }

    @Override
    public void close() {
        store.close();
    }

    private static IOException failed(SdkException failure) {
        return new IOException("the object store failed: " + firstLine(failure), failure);
    }

    static String firstLine(SdkException failure) {
        return String.valueOf(failure.getMessage()).split("\\R", 2)[0];
    }
}
