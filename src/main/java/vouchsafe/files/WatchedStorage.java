package vouchsafe.files;

import java.io.IOException;
import java.io.InputStream;

/** A storage that tells an archive what comes and what goes. */
final class WatchedStorage implements FileStorage, AutoCloseable {
    private final FileStorage storage;
    private final ObjectWatch watch;

    WatchedStorage(FileStorage storage, ObjectWatch watch) {
        this.storage = storage;
        this.watch = watch;
    }

    @Override
    public void store(StorageKey key, InputStream content) throws IOException {
        storage.store(key, content);
        watch.stored(key);
    }

    @Override
    public InputStream open(StorageKey key, long from, long length) throws IOException {
        return storage.open(key, from, length);
    }

    @Override
    public void erase(StorageKey key) throws IOException {
        watch.erasing(key);
        storage.erase(key);
    }

    @Override
    public void close() {
        if (storage instanceof S3Storage store) {
            store.close();
        }
    }
}
