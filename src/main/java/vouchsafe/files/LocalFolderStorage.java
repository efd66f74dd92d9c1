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
    /** How much is written before the room left is looked at again. */
    private static final long STRETCH = 16L * 1024 * 1024;

    private final Path folder;
    private final long reserve;

    /**
     * @param reserve bytes to leave free on the disk
     */
    LocalFolderStorage(Path folder, long reserve) {
        this.folder = folder;
        this.reserve = reserve;
    }

    @Override
    public void store(StorageKey key, InputStream content) throws IOException {
        Path path = path(key);
        Path parent =
                folder.resolve(key.text().substring(0, 2)).resolve(key.text().substring(2, 4));
        Files.createDirectories(
                parent, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        requireRoom(parent);
        try (FileChannel file = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            try {
                copy(content, file, parent);
                file.force(true);
            } catch (IOException | RuntimeException failure) {
                // At once, not when the purge comes by: what is half done may be what fills the disk.
                Files.deleteIfExists(path);
                if (full(parent, failure)) {
                    throw StorageFailure.full(failure.toString());
                }
                throw failure;
            }
        }
        // The entry in the folder must be as durable as the bytes.
        try (FileChannel entries = FileChannel.open(parent, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    private void copy(InputStream content, FileChannel file, Path parent) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long stretch = STRETCH;
        int read;
        while ((read = content.read(chunk)) >= 0) {
            ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, read);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            stretch -= read;
            if (stretch <= 0) {
                requireRoom(parent);
                stretch = STRETCH;
            }
        }
    }

    private void requireRoom(Path place) throws StorageFailure {
        long room = place.toFile().getUsableSpace();
        if (room < reserve) {
            throw StorageFailure.full("only " + room + " bytes are free where files lie, and " + reserve
                    + " are to be left (VOUCHSAFE_MIN_FREE_SPACE)");
        }
    }

    private boolean full(Path place, Exception failure) {
        return !(failure instanceof StorageFailure)
                && (place.toFile().getUsableSpace() < Math.min(reserve, STRETCH)
                        || String.valueOf(failure.getMessage()).contains("quota exceeded"));
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
