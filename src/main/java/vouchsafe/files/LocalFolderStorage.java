package vouchsafe.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Objects as files of a folder that only the server's user can read, spread over 65,536 sub-folders. */
final class LocalFolderStorage implements FileStorage {
    private static final int CHUNK = 64 * 1024;
    private final Path folder;

    LocalFolderStorage(Path folder) {
        this.folder = folder;
    }

    @Override
    public void store(StorageKey key, InputStream content) throws IOException {
        Path path = path(key);
        Path parent =
                folder.resolve(key.text().substring(0, 2)).resolve(key.text().substring(2, 4));
        Files.createDirectories(
                parent, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (FileChannel file = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            byte[] chunk = new byte[CHUNK];
            int read;
            while ((read = content.read(chunk)) >= 0) {
                ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, read);
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
            }
            file.force(true);
        }
        // The entry in the folder must be as durable as the bytes.
        try (FileChannel entries = FileChannel.open(parent, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    @Override
    public InputStream open(StorageKey key, long from, long length) throws IOException {
        FileChannel file = FileChannel.open(path(key), StandardOpenOption.READ);
        try {
            file.position(from);
            return new Part(Channels.newInputStream(file), length);
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    @Override
    public void erase(StorageKey key) throws IOException {
        Files.deleteIfExists(path(key));
    }

    private Path path(StorageKey key) {
        String name = key.text();
        return folder.resolve(name.substring(0, 2))
                .resolve(name.substring(2, 4))
                .resolve(name);
    }
}
