package vouchsafe.installed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What {@code mvn -Pdist package} made. */
final class Artefacts {
    static final String VERSION = System.getProperty("vouchsafe.version", "");

    private Artefacts() {}

    static Path archive() {
        return made("vouchsafe-" + VERSION + ".tar.gz");
    }

    static Path image() {
        return made("vouchsafe-" + VERSION + "-image.tar");
    }

    static Path debianPackage() {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("vouchsafe_" + VERSION + "_"))
                    .filter(file -> file.getFileName().toString().endsWith(".deb"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no Debian package in target"))
                    .toAbsolutePath();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path made(String name) {
        Path file = Path.of("target", name).toAbsolutePath();
        if (!Files.exists(file)) {
            throw new AssertionError(file + " is missing; make it with: mvn -Pdist package");
        }
        return file;
    }

    /** What a command printed; fails where it did not end well. */
    static String output(String... command) {
        return InstalledProgram.run("", Map.of("LC_ALL", "C.UTF-8"), List.of(command))
                .done();
    }
}
