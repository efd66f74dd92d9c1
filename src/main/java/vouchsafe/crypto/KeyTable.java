package vouchsafe.crypto;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.RecordRows;

/** The rows of the key ring. */
final class KeyTable {
    private static final RowMapper<KeyRow> KEY = RecordRows.of(KeyRow.class);

    private final JdbcClient sql;

    KeyTable(JdbcClient sql) {
        this.sql = sql;
    }

    /** All keys, the oldest first. */
    List<KeyRow> all() {
        return sql.sql("SELECT * FROM keys ORDER BY coalesce(seals_from, created_at), created_at, id")
                .query(KEY)
                .list();
    }

    /** Lets the others who change the ring wait until this transaction ends. */
    void lock() {
        sql.sql("LOCK TABLE keys IN SHARE ROW EXCLUSIVE MODE").update();
    }

    /**
     * Stores a key that seals at once, for a ring in which none is in use; unless another node was quicker.
     *
     * @param times the ring as it is
     */
    void insertNext(RingTimes times, MasterKey master, Instant now) {
        int number = times.free().orElseGet(() -> {
            KeyRow dead = times.dead(now).orElseThrow(() -> new IllegalStateException("the ring is full"));
            delete(dead.id());
            return dead.number();
        });
        sql.sql("""
            INSERT INTO keys (id, wrapped, master, created_at, seals_from) VALUES (:id, :wrapped, :master, :now, :now)
            ON CONFLICT DO NOTHING
            """)
                .param("id", (short) number)
                .param("wrapped", master.wrap(RandomText.bytes(32)))
                .param("master", master.fingerprint())
                .param("now", now)
                .update();
    }

    void insert(int number, byte[] wrapped, String master, Instant now, Instant sealsFrom) {
        sql.sql("""
            INSERT INTO keys (id, wrapped, master, created_at, seals_from)
            VALUES (:id, :wrapped, :master, :now, :from)
            """)
                .param("id", (short) number)
                .param("wrapped", wrapped)
                .param("master", master)
                .param("now", now)
                .param("from", sealsFrom)
                .update();
    }

    void delete(short id) {
        sql.sql("DELETE FROM keys WHERE id = :id").param("id", id).update();
    }

    /** Notes which master key wraps a row from before. */
    void mark(short id, String master) {
        sql.sql("UPDATE keys SET master = :master WHERE id = :id AND master IS NULL")
                .param("id", id)
                .param("master", master)
                .update();
    }

    void rewrap(short id, byte[] wrapped, String master) {
        sql.sql("UPDATE keys SET wrapped = :wrapped, master = :master WHERE id = :id")
                .param("id", id)
                .param("wrapped", wrapped)
                .param("master", master)
                .update();
    }

    /** Ends what it sealed, from a time on; one that was retired before stays so. */
    void retire(short id, Instant at) {
        sql.sql("UPDATE keys SET retired_at = least(retired_at, :at) WHERE id = :id")
                .param("id", id)
                .param("at", at)
                .update();
    }

    void lose(short id, Instant now) {
        sql.sql("UPDATE keys SET retired_at = least(retired_at, :now), lost_at = :now WHERE id = :id")
                .param("id", id)
                .param("now", now)
                .update();
    }

    /**
     * A server could not open this key, which then never seals, and ends none that it was to follow; true where nobody had
     * said so before.
     */
    boolean holdUp(short id, Instant createdAt, String why) {
        return sql.sql("""
            WITH held_up AS (
                UPDATE keys SET held_up = :why WHERE id = :id AND created_at = :made AND held_up IS NULL
                RETURNING id, seals_from
            ), spared AS (
                UPDATE keys SET retired_at = NULL FROM held_up
                WHERE keys.id <> held_up.id AND keys.retired_at = held_up.seals_from
            )
            SELECT count(*) = 1 FROM held_up
            """)
                .param("id", id)
                .param("made", createdAt)
                .param("why", why)
                .query(Boolean.class)
                .single();
    }

    void emptied(short id, Instant now) {
        sql.sql("UPDATE keys SET emptied_at = :now WHERE id = :id AND emptied_at IS NULL")
                .param("id", id)
                .param("now", now)
                .update();
    }
}
