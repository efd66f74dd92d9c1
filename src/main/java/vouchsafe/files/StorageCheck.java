package vouchsafe.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks whether the storage holds the newest file of the database. A node with a folder of its own beside others would serve
 * half of the files, and erase none of those that another node keeps.
 */
final class StorageCheck {
    private static final Logger log = LoggerFactory.getLogger(StorageCheck.class);

    private final JdbcClient sql;
    private final FileStorage storage;

    StorageCheck(JdbcClient sql, FileStorage storage) {
        this.sql = sql;
        this.storage = storage;
    }

    /** True where all is well, or nothing is stored yet. */
    boolean run() {
        Optional<StorageKey> newest = sql.sql("""
            SELECT storage_key FROM data_files ORDER BY id DESC LIMIT 1
            """)
                .query((row, number) -> new StorageKey(row.getString("storage_key")))
                .optional();
        if (newest.isEmpty()) {
            return true;
        }
        try (InputStream content = storage.open(newest.get(), 0, 1)) {
            content.read();
            return true;
        } catch (IOException missing) {
            log.error(
                    "event=file-storage result=missing failure={}: the newest file of this database is not in the"
                        + " storage of this node. Every node needs the same storage: an object store (s3-endpoint), or"
                        + " one folder that all of them share as data-dir/files.",
                    missing.toString());
            return false;
        }
    }
}
