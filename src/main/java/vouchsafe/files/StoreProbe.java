package vouchsafe.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Stores a small object under a name that no file has, reads it and erases it, as files of members are. */
public final class StoreProbe {
    private static final Duration CALL = Duration.ofSeconds(6);
    private static final Set<String> KEYS =
            Set.of("InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "AuthorizationHeaderMalformed");
    private static final byte[] CONTENT = "a probe of Vouchsafe's doctor\n".getBytes(StandardCharsets.UTF_8);

    private StoreProbe() {}

    /** What went wrong. */
    public sealed interface Fault {
        String words();

        record Unreachable(String words) implements Fault {}

        record WrongKeys(String words) implements Fault {}

        record NoBucket(String words) implements Fault {}

        record Forbidden(String words) implements Fault {}

        record Lost(String words) implements Fault {}

        /** The clock of the store is so far ahead of ours, or behind where negative. */
        record Clock(Duration ahead) implements Fault {
            @Override
            public String words() {
                return ahead.toString();
            }
        }
    }

    /** The object store. */
    public static Optional<Fault> look(S3Settings settings, InstantSource clock) {
        String key = "doctor/" + StorageKey.next().text();
        try (S3Client store = S3Storage.connect(settings)) {
            PutObjectResponse put = store.putObject(
                    request -> request.bucket(settings.bucket())
                            .key(key)
                            .overrideConfiguration(call -> call.apiCallTimeout(CALL)),
                    RequestBody.fromBytes(CONTENT));
            byte[] read = store.getObjectAsBytes(request -> request.bucket(settings.bucket())
                            .key(key)
                            .overrideConfiguration(call -> call.apiCallTimeout(CALL)))
                    .asByteArray();
            store.deleteObject(request -> request.bucket(settings.bucket())
                    .key(key)
                    .overrideConfiguration(call -> call.apiCallTimeout(CALL)));
            if (!java.util.Arrays.equals(read, CONTENT)) {
                return Optional.of(new Fault.Lost("what was stored came back as something else"));
            }
            return put.sdkHttpResponse()
                    .firstMatchingHeader("Date")
                    .flatMap(StoreProbe::time)
                    .map(theirs -> Duration.between(clock.instant(), theirs))
                    .filter(ahead -> ahead.abs().compareTo(Duration.ofMinutes(1)) > 0)
                    .map(Fault.Clock::new);
        } catch (SdkException failure) {
            return Optional.of(fault(failure));
        }
    }

    private static Fault fault(SdkException failure) {
        String words = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        if (!(failure instanceof S3Exception refused)) {
            return new Fault.Unreachable(words);
        }
        String code = refused.awsErrorDetails() == null
                ? ""
                : String.valueOf(refused.awsErrorDetails().errorCode());
        if (KEYS.contains(code)) {
            return new Fault.WrongKeys(code);
        }
        if (code.equals("NoSuchBucket")) {
            return new Fault.NoBucket(code);
        }
        return refused.statusCode() == 403 ? new Fault.Forbidden(code) : new Fault.Lost(words);
    }

    private static Optional<Instant> time(String header) {
        try {
            return Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }

    /** The folder of files. */
    public static Optional<Fault> look(Path folder) {
        Path file = folder.resolve("doctor-" + StorageKey.next().text());
        try {
            Files.write(file, CONTENT);
            byte[] read = Files.readAllBytes(file);
            return java.util.Arrays.equals(read, CONTENT)
                    ? Optional.empty()
                    : Optional.of(new Fault.Lost("what was stored came back as something else"));
        } catch (IOException failure) {
            return Optional.of(new Fault.Lost(failure.toString()));
        } finally {
            erase(file);
        }
    }

    private static void erase(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            // A probe of thirty bytes stays; the finding about the folder says why.
        }
    }
}
