package vouchsafe.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a data folder that an operator put there for people to see: texts of their own, and the annotation client. Not
 * among them are settings and keys.
 */
public final class FolderFiles {
    private static final List<String> FOLDERS = List.of("site", "annotator");

    private final Path dataFolder;

    /** Those of this data folder. */
    public FolderFiles(Path dataFolder) {
        this.dataFolder = dataFolder;
    }

    /** Their paths in the data folder. */
    public List<Path> list() throws IOException {
        List<Path> found = new java.util.ArrayList<>();
        for (String folder : FOLDERS) {
            Path path = dataFolder.resolve(folder);
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.walk(path)) {
                    files.filter(Files::isRegularFile)
                            .map(dataFolder::relativize)
                            .sorted()
                            .forEach(found::add);
                }
            }
        }
        return found;
    }

    /** The bytes of one. */
    public byte[] read(Path relative) throws IOException {
        return Files.readAllBytes(dataFolder.resolve(relative));
    }

    /** Puts a file where there is none; false where there is one, which stays. */
    public boolean put(String name, InputStream content) throws IOException {
        Path target = dataFolder.resolve(name).normalize();
        if (FOLDERS.stream().noneMatch(folder -> target.startsWith(dataFolder.resolve(folder)))) {
            throw new BackupRefused("the archive has a file that belongs nowhere: " + name);
        }
        if (Files.exists(target)) {
            return false;
        }
        Files.createDirectories(
                target.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.copy(content, target);
        return true;
    }
}
