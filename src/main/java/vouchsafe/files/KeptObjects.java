package vouchsafe.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The bytes of files for backups, whoever owns the files, read from and put into the storage that the settings name. */
public final class KeptObjects implements AutoCloseable {
    /** The first half of the advisory lock under which nothing is erased; the other half is 0. */
    static final int HOLD = 0x766f7563;

    private static final int FETCH = 1000;

    private static final long LARGER_THAN_ANY = 1L << 50;
    /** What an object store answers who asks for the first byte of an object that has none. */
    private static final int NO_BYTES_THERE = 416;

    private static final String NAMED = """
        SELECT storage_key, size, sha256 FROM data_files
        UNION ALL
        SELECT u.storage_key, u.size, u.sha256 FROM file_uploads u JOIN loose_objects l USING (storage_key)
        WHERE l.claimed_at IS NULL
        """;

    private final FileStorage storage;

    private KeptObjects(FileStorage storage) {
        this.storage = storage;
    }

    /** Those of the storage that these settings name. */
    public static KeptObjects in(FilesSettings settings) {
        return new KeptObjects(FilesConfiguration.storage(settings));
    }

    /**
     * From now on no node erases an object, until this connection's transaction ends, or its process, or its machine. What was
     * chosen for erasure before is no file's any more. To be called before the transaction whose rows are to be kept.
     */
    public static void hold(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock_shared(" + HOLD + ", 0)");
        }
    }

    /** One that gets each object in turn. */
    @FunctionalInterface
    public interface Taker {
        /** Takes one. */
        void take(KeptObject object) throws IOException;
    }

    /** The objects that rows name, as this connection's transaction sees them: of files, and of uploads that may still become files. */
    public static void list(Connection connection, Taker taker) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH);
            try (ResultSet row = statement.executeQuery(NAMED)) {
                while (row.next()) {
                    taker.take(new KeptObject(
                            new StorageKey(row.getString("storage_key")),
                            row.getLong("size"),
                            row.getString("sha256")));
                }
            }
        }
    }

    /** The same in a transaction of its own. */
    public static void listAll(Connection connection, Taker taker) throws SQLException, IOException {
        connection.setAutoCommit(false);
        try {
            list(connection, taker);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** The keys of objects that files have let go; the bytes of some may be erased already. */
    public static List<StorageKey> listReleased(Connection connection) throws SQLException {
        List<StorageKey> keys = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT storage_key FROM loose_objects WHERE erase_at <= now()")) {
            while (row.next()) {
                keys.add(new StorageKey(row.getString("storage_key")));
            }
        }
        return keys;
    }

    /** The bytes of an object of whatever size; empty where the storage has no such object. */
    public Optional<InputStream> open(StorageKey key) throws IOException {
        try {
            return open(new KeptObject(key, LARGER_THAN_ANY, ""));
        } catch (IOException failure) {
            if (failure.getCause() instanceof S3Exception refused && refused.statusCode() == NO_BYTES_THERE) {
                return Optional.of(new ByteArrayInputStream(new byte[0]));
            }
            throw failure;
        }
    }

    /** The bytes of an object; empty where the storage has no such object. */
    public Optional<InputStream> open(KeptObject object) throws IOException {
        if (object.size() == 0) {
            return Optional.of(new ByteArrayInputStream(new byte[0]));
        }
        try {
            return Optional.of(storage.open(object.key(), 0, object.size()));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        } catch (IOException failure) {
            if (failure.getCause() instanceof NoSuchKeyException) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** The object with this key as rows name it. */
    public static Optional<KeptObject> find(Connection connection, StorageKey key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
            SELECT size, sha256 FROM data_files WHERE storage_key = ?
            UNION ALL
            SELECT size, sha256 FROM file_uploads WHERE storage_key = ?
            """)) {
            statement.setString(1, key.text());
            statement.setString(2, key.text());
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new KeptObject(key, row.getLong("size"), row.getString("sha256")))
                        : Optional.empty();
            }
        }
    }

    /** Whether the storage has this very object already, byte for byte. */
    public boolean holds(Optional<KeptObject> object) throws IOException {
        if (object.isEmpty() || object.get().size() == 0) {
            return false;
        }
        Optional<InputStream> there = open(object.get());
        if (there.isEmpty()) {
            return false;
        }
        MeasuredStream measured = new MeasuredStream(there.get(), Long.MAX_VALUE, size -> {});
        try (measured) {
            measured.transferTo(OutputStream.nullOutputStream());
        }
        Received is = measured.received(object.get().key());
        return is.size() == object.get().size()
                && is.sha256().equals(object.get().sha256());
    }

    /** Stores an object in place of whatever has its key. */
    public void put(StorageKey key, InputStream content) throws IOException {
        storage.erase(key);
        storage.store(key, content);
    }

    /** Erases an object. */
    public void erase(StorageKey key) throws IOException {
        storage.erase(key);
    }

    @Override
    public void close() {
        if (storage instanceof S3Storage store) {
            store.close();
        }
    }
}
