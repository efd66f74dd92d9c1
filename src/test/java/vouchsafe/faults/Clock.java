package vouchsafe.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import vouchsafe.db.DebianPostgres;

/** The clock of a server, which can be set while it runs (Debian's libfaketime); how long things take stays as it is. */
final class Clock {
    /** How long people and apps wait between two acts: under this library a server with many threads is slow. */
    static final Duration PACE = Duration.ofMillis(300);

    private static final Path LIBRARIES = Path.of("/usr/lib");
    private final Path offset;
    private final Path library;

    Clock(Path folder) {
        offset = folder.resolve("clock");
        library = library();
        set("+0");
    }

    private static Path library() {
        try (Stream<Path> found =
                Files.find(LIBRARIES, 3, (path, attributes) -> path.endsWith(Path.of("faketime/libfaketime.so.1")))) {
            return found.findFirst()
                    .orElseThrow(() -> DebianPostgres.missing("libfaketime (Debian's package faketime)"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What a process needs in its environment to go by this clock. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                offset.toString(),
                // The file is read once a second, and not whenever somebody looks at the clock.
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1");
    }

    /** @param by difference to the right time, such as {@code -1h} or {@code +1d} */
    void set(String by) {
        try {
            Path next = Files.writeString(offset.resolveSibling("clock.next"), by + "\n");
            Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
