package vouchsafe.files;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The objects in storage that no file owns. An object is written down here before its first byte is stored, and leaves
 * the list when a file takes it over, in that file's transaction, or once it is erased. So after a crash at any point,
 * every object is either a file's or will be erased.
 */
final class LooseObjects {
    /** How long a node may take to erase what it claimed, before another one tries. */
    private static final Duration CLAIM = Duration.ofMinutes(10);

    private final JdbcClient sql;

    LooseObjects(JdbcClient sql) {
        this.sql = sql;
    }

    void add(StorageKey key, Instant eraseAt) {
        sql.sql("INSERT INTO loose_objects (storage_key, erase_at) VALUES (:key, :at)")
                .param("key", key.text())
                .param("at", eraseAt)
                .update();
    }

    /**
     * Keeps the object from the purge for the caller's transaction; false where it is being erased or gone. Whoever locks what
     * objects are counted in locks the objects first, as the purge does.
     */
    boolean hold(StorageKey key) {
        return sql.sql("SELECT 1 FROM loose_objects WHERE storage_key = :key AND claimed_at IS NULL FOR UPDATE")
                .param("key", key.text())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** A file takes the object over, which the caller holds; the room that was kept for it goes with the row. */
    void adopt(StorageKey key) {
        sql.sql("DELETE FROM loose_objects WHERE storage_key = :key")
                .param("key", key.text())
                .update();
    }

    /** Marks the object as no longer wanted. */
    void release(StorageKey key, Instant now) {
        sql.sql("UPDATE loose_objects SET erase_at = :now WHERE storage_key = :key AND erase_at > :now")
                .param("key", key.text())
                .param("now", now)
                .update();
    }

    /**
     * Objects whose time has come, which from now on no file takes over; passes by those that others hold, and by all of them
     * while a backup needs what its moment knew.
     */
    List<StorageKey> claim(Instant now, int most) {
        return sql.sql("""
            WITH due AS MATERIALIZED (
                SELECT storage_key FROM loose_objects
                WHERE erase_at <= :now AND (claimed_at IS NULL OR claimed_at < :stale) AND NOT EXISTS (
                    SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = :hold AND objid = 0
                        AND objsubid = 2
                        AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
                ORDER BY erase_at LIMIT :most FOR UPDATE SKIP LOCKED)
            UPDATE loose_objects l SET claimed_at = :now FROM due WHERE l.storage_key = due.storage_key
            RETURNING l.storage_key
            """)
                .param("now", now)
                .param("stale", now.minus(CLAIM))
                .param("hold", KeptObjects.HOLD)
                .param("most", most)
                .query((row, number) -> new StorageKey(row.getString("storage_key")))
                .list();
    }

    /** These are erased. */
    void forget(List<StorageKey> erased) {
        sql.sql("DELETE FROM loose_objects WHERE storage_key = ANY (:keys)")
                .param("keys", texts(erased))
                .update();
    }

    /** These could not be erased. */
    void postpone(List<StorageKey> failed, Instant until) {
        sql.sql("UPDATE loose_objects SET erase_at = :until WHERE storage_key = ANY (:keys)")
                .param("keys", texts(failed))
                .param("until", until)
                .update();
    }

    private static String[] texts(List<StorageKey> keys) {
        return keys.stream().map(StorageKey::text).toArray(String[]::new);
    }
}
