package vouchsafe.hypothesis.embed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import vouchsafe.hypothesis.AnnotatorPackage;
import vouchsafe.web.pages.Asset;

/** The files of the installed client, in memory from their first use: one version never changes. */
final class ClientFiles {
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "json", "application/json",
            "map", "application/json",
            "woff2", "font/woff2");

    private final AnnotatorPackage client;
    private final Map<String, Asset> read = new ConcurrentHashMap<>();

    ClientFiles(AnnotatorPackage client) {
        this.client = client;
    }

    boolean installed() {
        return client.installed();
    }

    /** The file at this path below the package, such as {@code build/boot.js}. */
    Optional<Asset> find(String path) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null || path.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        Asset known = read.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        Path root = client.home().resolve("build");
        Path file = client.home().resolve(path).normalize();
        if (!file.startsWith(root) || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            // Cached under the file's own name, never under another spelling of it.
            String name =
                    client.home().toRealPath().relativize(file.toRealPath()).toString();
            return Optional.of(read.computeIfAbsent(name, unused -> new Asset(type, bytes(file))));
        } catch (IOException | UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
