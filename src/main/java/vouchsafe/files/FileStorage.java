package vouchsafe.files;

import java.io.IOException;
import java.io.InputStream;

/**
 * Holds the bytes of files. An implementation keeps an object under its key, whole, and never holds one in memory. The
 * object's meaning, its owner and the right to read it are not its business.
 */
public interface FileStorage {
    /**
     * Stores everything the stream gives under a key that has no object yet, durably when this returns.
     *
     * @throws StorageFailure where there is no room for it
     * @throws IOException also where the stream breaks
     */
    void store(StorageKey key, InputStream content) throws IOException;

    /**
     * Opens a part of an object.
     *
     * @param from index of the first byte
     * @param length how many bytes, at least 1
     * @throws IOException also where there is no such object
     */
    InputStream open(StorageKey key, long from, long length) throws IOException;

    /** Erases an object; does nothing where there is none. */
    void erase(StorageKey key) throws IOException;
}
