package vouchsafe.hypothesis;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The annotation client as its authors publish it, byte for byte: one version, known by its digest, unpacked into a folder of
 * this server. It is not part of this program; an operator fetches it.
 */
public final class AnnotatorPackage {
    /** Its name and version for npm. */
    public static final String SPECIFIER = "hypothesis@1.1766.0";

    /** Name of the file that {@code npm pack} writes. */
    public static final String FILE_NAME = "hypothesis-1.1766.0.tgz";

    /** Its digest as the package registry states it (Subresource Integrity). */
    private static final String SHA_512 =
            "goApy/3HuIoa0jq/YOCJDaFXOYV+NNhw8xEZqPc2lgZ3sC/S2SQ1SSUhs1sQ5/kcY+0i95ad6NA5T6AlZGyHrw==";

    private static final String TOP = "package/";

    private final Path home;

    /** Stands for the client in this folder, installed or not. */
    public AnnotatorPackage(AnnotatorFolder folder) {
        this.home = folder.path().resolve(SPECIFIER);
    }

    /** The folder that holds {@code build/}. */
    public Path home() {
        return home;
    }

    /** Whether it can be served. */
    public boolean installed() {
        return Files.isRegularFile(home.resolve("build/boot.js"));
    }

    /**
     * Unpacks the file that {@code npm pack} wrote; a running server serves it from then on.
     *
     * @throws IllegalArgumentException where it is not exactly the file its authors published
     */
    public void install(Path tarball) throws IOException {
        byte[] content = Files.readAllBytes(tarball);
        if (!digest(content).equals(SHA_512)) {
            throw new IllegalArgumentException(tarball + " is not " + FILE_NAME + " as its authors published it (its"
                    + " SHA-512 differs); fetch it again with: npm pack " + SPECIFIER);
        }
        Path unfinished = home.resolveSibling(SPECIFIER + ".unfinished");
        delete(unfinished);
        unpack(content, unfinished);
        delete(home);
        Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpack(byte[] tarball, Path into) throws IOException {
        try (TarArchiveInputStream archive =
                new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(tarball)))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                if (entry.isFile() && entry.getName().startsWith(TOP)) {
                    write(archive, into, entry.getName().substring(TOP.length()));
                }
            }
        }
    }

    private static void write(InputStream content, Path into, String name) throws IOException {
        Path file = into.resolve(name).normalize();
        if (!file.startsWith(into)) {
            throw new IOException("the archive names a file outside itself: " + name);
        }
        Files.createDirectories(file.resolveSibling("."));
        Files.copy(content, file);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }

    private static String digest(byte[] content) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-512").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
