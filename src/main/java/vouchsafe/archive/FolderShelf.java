package vouchsafe.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** A folder that only the server's user can read. A file gets its name when all of it is on the disk. */
final class FolderShelf implements Shelf {
    private static final int CHUNK = 256 * 1024;
    private static final String UNFINISHED = ".unfinished-";
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;

    FolderShelf(Path folder) {
        this.folder = folder;
    }

    @Override
    public void put(String name, InputStream content) throws IOException {
        Path parent = makeFolders(name);
        Path unfinished = parent.resolve(UNFINISHED + UUID.randomUUID());
        try {
            write(unfinished, content);
            Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            makeDurable(parent);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** The folder of an item. Of the archive itself only the last part is made: where more is missing, a disk is not mounted. */
    private Path makeFolders(String name) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder, PRIVATE);
            makeDurable(folder.resolve("..").normalize());
        }
        Path made = folder;
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
            Path next = folder.resolve(name.substring(0, slash));
            if (!Files.isDirectory(next)) {
                Files.createDirectories(next, PRIVATE);
                makeDurable(made);
            }
            made = next;
        }
        return made;
    }

    private static void write(Path file, InputStream content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            byte[] chunk = new byte[CHUNK];
            for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
                ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, read);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            channel.force(true);
        }
    }

    private static void makeDurable(Path folder) throws IOException {
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        return Files.newInputStream(folder.resolve(name));
    }

    @Override
    public Optional<Item> find(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.isRegularFile(file) ? Optional.of(item(file)) : Optional.empty();
    }

    private Item item(Path file) throws IOException {
        return new Item(
                folder.relativize(file).toString(),
                Files.size(file),
                Files.getLastModifiedTime(file).toInstant());
    }

    @Override
    public void list(String prefix, Taker taker) throws IOException {
        list(folder.resolve(prefix), taker);
    }

    private void list(Path from, Taker taker) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        List<Path> inside;
        try (Stream<Path> all = Files.list(from)) {
            inside = all.filter(each -> !each.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
        for (Path each : inside) {
            if (Files.isDirectory(each)) {
                list(each, taker);
            } else {
                taker.take(item(each));
            }
        }
    }

    @Override
    public List<String> folders(String prefix) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        Path from = folder.resolve(prefix);
        if (!Files.isDirectory(from)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(from)) {
            return all.filter(Files::isDirectory)
                    .map(each -> each.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void erase(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    @Override
    public void eraseAll(String prefix) throws IOException {
        Shelf.super.eraseAll(prefix);
        Files.deleteIfExists(folder.resolve(prefix));
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
