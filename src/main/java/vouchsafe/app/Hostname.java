package vouchsafe.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The name of this machine. */
final class Hostname {
    private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");

    private Hostname() {}

    /** As it calls itself, without asking the name service. */
    static String ofThisMachine() {
        try {
            if (Files.isReadable(LINUX)) {
                return Files.readString(LINUX).strip();
            }
        } catch (IOException unreadable) {
            // The environment may know.
        }
        return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("this machine");
    }
}
