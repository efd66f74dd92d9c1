package vouchsafe.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The master key in a file, and while it is changed its successor beside it. A file is there in whole or not at all, whenever the
 * machine stops: it is written under another name, forced to the disk, and then given its own.
 *
 * <p>A successor lies in a file named after its fingerprint, so that it overwrites nothing. It becomes the file itself once the
 * database has been changed; who opens the ring first after a crash brings that to its end.
 */
final class MasterKeyFile {
    private static final Pattern SUCCESSOR = Pattern.compile("[0-9a-f]{16}");

    private final Path file;

    MasterKeyFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    Path path() {
        return file;
    }

    /** The key in the file; empty where there is none, or none was written before the machine stopped. */
    Optional<MasterKey> read() {
        return read(file);
    }

    private static Optional<MasterKey> read(Path from) {
        try {
            String text = Files.readString(from, StandardCharsets.US_ASCII);
            return text.isBlank() ? Optional.empty() : Optional.of(MasterKey.parse(text));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException("the master key file " + from + " can't be read", failure);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalStateException("the file " + from + " holds no master key: " + malformed.getMessage());
        }
    }

    /** The key in the file, which is made where there is none. Of two who make it at once, one does. */
    MasterKey readOrMake() {
        Optional<MasterKey> found = read();
        if (found.isPresent()) {
            return found.get();
        }
        try {
            makeOnce();
            force(folder());
        } catch (IOException failure) {
            throw new UncheckedIOException("the master key file " + file + " can't be made", failure);
        }
        return read().orElseThrow(() -> new IllegalStateException("the master key file " + file + " is gone"));
    }

    private void makeOnce() throws IOException {
        Path unfinished = write(MasterKey.random());
        try {
            giveName(unfinished);
            if (read().isEmpty() && Files.exists(unfinished)) {
                // Blank: a start of before stopped between making and writing it.
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** A link fails where the name is taken; not every file system has links. */
    private void giveName(Path unfinished) throws IOException {
        try {
            Files.createLink(file, unfinished);
        } catch (FileAlreadyExistsException another) {
            // Another start was quicker: its key is the one.
        } catch (IOException | UnsupportedOperationException noLinks) {
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** The successors beside it. */
    List<MasterKey> successors() {
        List<MasterKey> found = new ArrayList<>();
        for (Path each : successorFiles()) {
            read(each).ifPresent(found::add);
        }
        return found;
    }

    private List<Path> successorFiles() {
        try (Stream<Path> files = Files.list(folder())) {
            String beginning = file.getFileName() + ".";
            return files.filter(each -> {
                        String name = each.getFileName().toString();
                        return name.startsWith(beginning)
                                && SUCCESSOR
                                        .matcher(name.substring(beginning.length()))
                                        .matches();
                    })
                    .sorted()
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException failure) {
            throw new UncheckedIOException("the folder " + folder() + " can't be read", failure);
        }
    }

    /** Makes a successor, which is on the disk when this returns. */
    MasterKey makeSuccessor() {
        MasterKey made = MasterKey.random();
        try {
            Files.move(write(made), successorFile(made.fingerprint()), StandardCopyOption.ATOMIC_MOVE);
            force(folder());
        } catch (IOException failure) {
            throw new UncheckedIOException("no new master key can be written beside " + file, failure);
        }
        return made;
    }

    /**
     * The database goes by the key with this fingerprint: where that is a successor's, it takes the place of the key in the
     * file, which is kept beside it for backups from before.
     */
    void settle(String fingerprint) {
        Path successor = successorFile(fingerprint);
        try {
            if (read(successor)
                    .filter(key -> key.fingerprint().equals(fingerprint))
                    .isEmpty()) {
                return;
            }
            Optional<MasterKey> before = read();
            if (before.isPresent() && !before.get().fingerprint().equals(fingerprint)) {
                Files.move(write(before.get()), old(), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(successor, file, StandardCopyOption.ATOMIC_MOVE);
            force(folder());
        } catch (NoSuchFileException quicker) {
            // Another process brought it to its end.
        } catch (IOException failure) {
            throw new UncheckedIOException("the new master key can't take its place in " + file, failure);
        }
    }

    /** Forgets successors of changes that came to nothing. */
    void forgetSuccessors() {
        for (Path each : successorFiles()) {
            try {
                Files.deleteIfExists(each);
            } catch (IOException failure) {
                throw new UncheckedIOException(each + " can't be deleted", failure);
            }
        }
    }

    /** Where the key before a change is kept. */
    Path old() {
        return file.resolveSibling(file.getFileName() + ".old");
    }

    private Path successorFile(String fingerprint) {
        return file.resolveSibling(file.getFileName() + "." + fingerprint);
    }

    private Path folder() {
        return Objects.requireNonNull(file.getParent(), "an absolute file has a folder");
    }

    /** A file beside it that holds this key, forced to the disk, for its owner only. */
    private Path write(MasterKey key) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished-" + RandomText.alphanumeric(12));
        try (FileChannel channel = FileChannel.open(
                unfinished,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer text = ByteBuffer.wrap((key.text() + "\n").getBytes(StandardCharsets.US_ASCII));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
        return unfinished;
    }

    /** A new name is lasting once its folder is on the disk. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
