package vouchsafe.faults;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** The object store is away, then slow, then does not take the keys of the server any more; each time it mends. */
final class StoreAway implements Fault {
    private static final String BUCKET = "members";

    @Override
    public String name() {
        return "store-away";
    }

    @Override
    public String promise() {
        return "Only who uploads or downloads is told to come back; sign-in, tokens and pages go on, and no file is"
                + " lost.";
    }

    @Override
    public int many() {
        return 9;
    }

    @Override
    public int few() {
        return 3;
    }

    @Override
    public void run(Trial trial) throws Exception {
        Path objects = Files.createDirectories(trial.folder().resolve("objects"));
        Files.createDirectories(objects.resolve(BUCKET));
        S3Proxy right = store(objects, "secret");
        S3Proxy other = store(objects, "another secret");
        try (Line line = new Line(right.getPort());
                Service service = Service.alone(
                        trial.folder(),
                        Map.of(
                                "VOUCHSAFE_S3_ENDPOINT",
                                "http://127.0.0.1:" + line.port(),
                                "VOUCHSAFE_S3_BUCKET",
                                BUCKET,
                                "VOUCHSAFE_S3_ACCESS_KEY",
                                "access",
                                "VOUCHSAFE_S3_SECRET_KEY",
                                "secret"),
                        trial.history())) {
            trial.rounds(service, round -> {
                switch (round % 3) {
                    case 0 -> line.die();
                    case 1 -> line.slow(Duration.ofSeconds(20));
                    default -> line.lead(other.getPort());
                }
                service.load().awaitOthers("file", 20);
                line.lead(right.getPort());
                line.revive();
            });
        } finally {
            right.stop();
            other.stop();
        }
    }

    private static S3Proxy store(Path objects, String secret) throws Exception {
        S3Proxy store = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(objects.toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "access", secret)
                .build();
        store.start();
        return store;
    }
}
