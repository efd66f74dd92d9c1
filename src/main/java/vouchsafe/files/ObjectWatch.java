package vouchsafe.files;

import java.io.IOException;

/** Hears of objects as they come into the storage and go from it, for an archive. */
public interface ObjectWatch {
    /** An object is in the storage, whole; no row names it yet. */
    void stored(StorageKey key);

    /**
     * An object is about to be erased.
     *
     * @throws IOException where its bytes must stay for now
     */
    void erasing(StorageKey key) throws IOException;
}
