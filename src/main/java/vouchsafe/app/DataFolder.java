package vouchsafe.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder of data that must survive a restart, while this process owns it. The lock ends with the process, even a killed
 * one; so the owner knows that any PostgreSQL still running in the folder is an orphan.
 */
final class DataFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Takes the folder, making it where there is none; empty while another process owns it. */
    static Optional<DataFolder> own(Path path) {
        try {
            make(path);
            FileChannel channel = FileChannel.open(
                    path.resolve("lock"),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            return Optional.of(new DataFolder(path, channel));
        } catch (IOException failure) {
            throw new InvalidSettings("the data folder " + path + " cannot be used: " + FileTrouble.words(failure)
                    + "; choose another with --data, or give this user its rights");
        }
    }

    /** Makes the folder where there is none; a folder that the operator made keeps its permissions. */
    static Path make(Path path) {
        return Files.isDirectory(path) ? path : makePrivate(path);
    }

    /** Makes a folder that only this process's user may read. */
    static Path makePrivate(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
            return path;
        } catch (IOException failure) {
            throw new InvalidSettings("the folder " + path + " cannot be made: " + FileTrouble.words(failure)
                    + "; choose another with --data, or give this user its rights");
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    /** The present owner of the folder, for a message. */
    static String owner(Path path) {
        try {
            return "process " + Files.readString(path.resolve("lock")).strip();
        } catch (IOException unreadable) {
            return "another process";
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
