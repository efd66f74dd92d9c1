package vouchsafe.archive;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vouchsafe.files.NamedObjects;

/** Holds what an archive consists of, each under a name with slashes in it. What is there is whole. */
interface Shelf extends AutoCloseable {
    /** A thing on it, and when it was put there. */
    record Item(String name, long size, Instant at) {}

    /** Takes each item in turn. */
    interface Taker {
        void take(Item item) throws IOException;
    }

    /** Puts everything that the stream gives there, durably when this returns, in place of what has the name. */
    void put(String name, InputStream content) throws IOException;

    /**
     * Opens an item.
     *
     * @throws java.nio.file.NoSuchFileException where there is none
     */
    InputStream open(String name) throws IOException;

    Optional<Item> find(String name) throws IOException;

    /** All items whose names begin so, in the order of their names; a prefix ends with a slash. */
    void list(String prefix, Taker taker) throws IOException;

    /** The names that stand before the next slash. */
    List<String> folders(String prefix) throws IOException;

    /** Erases an item; does nothing where there is none. */
    void erase(String name) throws IOException;

    /** Erases everything whose name begins so. */
    default void eraseAll(String prefix) throws IOException {
        List<String> names = new ArrayList<>();
        list(prefix, item -> names.add(item.name()));
        for (String name : names) {
            erase(name);
        }
    }

    @Override
    void close();

    /** Opens a place; a folder is made where its parent is there. */
    static Shelf at(ArchivePlace place) {
        return switch (place) {
            case ArchivePlace.Folder(java.nio.file.Path path) -> new FolderShelf(path);
            case ArchivePlace.Bucket bucket -> new BucketShelf(new NamedObjects(bucket.store()), bucket.prefix());
        };
    }
}
