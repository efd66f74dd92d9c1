package vouchsafe.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Both storages keep the same promises; the object store is a real server that speaks S3. */
class FileStorageTest {
    private static final String BUCKET = "members";

    @TempDir
    static Path folder;

    @TempDir
    static Path objects;

    private static final List<FileStorage> STORAGES = new ArrayList<>();
    private static S3Proxy server;

    @BeforeAll
    static void start() throws Exception {
        server = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(objects.toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "access", "secret")
                .build();
        server.start();
        S3Settings settings = settings("secret", BUCKET);
        try (S3Client store = S3Storage.connect(settings)) {
            store.createBucket(request -> request.bucket(BUCKET));
        }
        STORAGES.add(new LocalFolderStorage(folder, 0));
        STORAGES.add(new S3Storage(settings));
    }

    private static S3Settings settings(String secret, String bucket) {
        return new S3Settings(
                URI.create("http://127.0.0.1:" + server.getPort()), bucket, "us-east-1", "access", secret);
    }

    @AfterAll
    static void stop() throws Exception {
        ((S3Storage) STORAGES.getLast()).close();
        server.stop();
    }

    static List<FileStorage> storages() {
        return STORAGES;
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] read(FileStorage storage, StorageKey key, long from, long length) throws IOException {
        try (InputStream content = storage.open(key, from, length)) {
            return content.readAllBytes();
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("storages")
    void what_is_stored_comes_back_whole_and_in_parts(FileStorage storage) throws IOException {
        for (int length : new int[] {1, 1000, 20_000_000}) {
            byte[] stored = bytes(length);
            StorageKey key = StorageKey.next();
            storage.store(key, new ByteArrayInputStream(stored));
            assertThat(Arrays.equals(read(storage, key, 0, length), stored)).isTrue();
            int middle = length / 2;
            assertThat(read(storage, key, middle, Math.min(10, length - middle)))
                    .isEqualTo(Arrays.copyOfRange(stored, middle, Math.min(middle + 10, length)));
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("storages")
    void nothing_can_be_stored_too(FileStorage storage) throws IOException {
        StorageKey key = StorageKey.next();
        storage.store(key, InputStream.nullInputStream());
        storage.erase(key);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("storages")
    void what_is_erased_is_gone_and_erasing_again_harms_nobody(FileStorage storage) throws IOException {
        StorageKey key = StorageKey.next();
        storage.store(key, new ByteArrayInputStream(bytes(10)));
        storage.erase(key);
        storage.erase(key);
        assertThatThrownBy(() -> read(storage, key, 0, 1)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("storages")
    void a_stream_that_breaks_is_an_error_and_what_is_left_can_be_erased(FileStorage storage) throws IOException {
        StorageKey key = StorageKey.next();
        InputStream breaking = new MeasuredStream(new ByteArrayInputStream(bytes(20_000_000)), 10_000_000, size -> {});
        assertThatThrownBy(() -> storage.store(key, breaking)).isInstanceOf(IOException.class);
        storage.erase(key);
        assertThatThrownBy(() -> read(storage, key, 0, 1)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("storages")
    void slow_senders_hold_up_nobody(FileStorage storage) throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        List<Thread> slow = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            slow.add(Thread.ofVirtual().start(() -> {
                try {
                    storage.store(StorageKey.next(), new WaitingStream(goOn));
                } catch (IOException failure) {
                    throw new java.io.UncheckedIOException(failure);
                }
            }));
        }
        StorageKey key = StorageKey.next();
        storage.store(key, new ByteArrayInputStream(bytes(10)));
        assertThat(read(storage, key, 0, 10)).hasSize(10);
        goOn.countDown();
        for (Thread each : slow) {
            each.join();
        }
    }

    /** Gives one byte, and the end only when told to. */
    private static final class WaitingStream extends InputStream {
        private final CountDownLatch goOn;
        private boolean given;

        WaitingStream(CountDownLatch goOn) {
            this.goOn = goOn;
        }

        @Override
        public int read() throws IOException {
            if (!given) {
                given = true;
                return 1;
            }
            try {
                if (!goOn.await(30, TimeUnit.SECONDS)) {
                    throw new IOException("nobody told this stream to end");
                }
            } catch (InterruptedException interrupted) {
                throw new IOException(interrupted);
            }
            return -1;
        }
    }

    @Test
    void what_goes_wrong_with_the_object_store_is_told_without_its_secrets() {
        S3Storage wrongSecret = new S3Storage(settings("hidden", BUCKET));
        assertThatThrownBy(() -> wrongSecret.store(StorageKey.next(), new ByteArrayInputStream(bytes(1))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the object store failed: ")
                .hasMessageNotContaining("hidden")
                .hasMessageNotContaining("Authorization");
        assertThat(settings("hidden", BUCKET).toString()).doesNotContain("hidden");
        assertThatThrownBy(() -> new S3Storage(settings("secret", "nobodys-bucket")).check())
                .hasMessageContaining("VOUCHSAFE_S3_BUCKET");
    }
}
