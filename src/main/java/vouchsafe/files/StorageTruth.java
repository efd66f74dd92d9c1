package vouchsafe.files;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.audit.DurableActs;

/**
 * Holds what is counted as stored against the files that are there, and mends it. A count and what it counts are stored in one
 * transaction, so a statement that sees both sees no difference, unless something was stored that did not count: by the
 * release before this one, or by hand.
 */
public final class StorageTruth {
    private static final int BATCH = 500;
    private static final Logger log = LoggerFactory.getLogger(StorageTruth.class);

    private static final Side MEMBERS = new Side("member_storage", "member_id", "uuid");
    private static final Side PROJECTS = new Side("project_storage", "project_id", "int");

    private final JdbcClient sql;
    private final DurableActs acts;

    StorageTruth(JdbcClient sql, DurableActs acts) {
        this.sql = sql;
        this.acts = acts;
    }

    /** By whom is counted. */
    private record Side(String table, String column, String type) {}

    /** Looks at everyone who stores something or is counted, some at a time; says how many counts were wrong. */
    public int run() {
        return run(MEMBERS) + run(PROJECTS);
    }

    private int run(Side side) {
        int mended = 0;
        List<String> keys = keys(side, "");
        while (!keys.isEmpty()) {
            for (String wrong : wrong(side, keys)) {
                mend(side, wrong);
                mended++;
            }
            keys = keys(side, keys.getLast());
        }
        if (mended > 0) {
            log.info("event=storage-count result=mended of={} counts={}", side.table(), mended);
        }
        return mended;
    }

    /** Whom to look at next, in the order of their keys; each is found by an index, however many files there are. */
    private List<String> keys(Side side, String after) {
        String where = after.isEmpty() ? "" : " WHERE " + side.column() + " > :after::" + side.type();
        JdbcClient.StatementSpec statement = sql.sql("""
            WITH RECURSIVE holders AS (
                (SELECT COLUMN FROM data_files WHERE ORDER BY COLUMN LIMIT 1)
                UNION ALL
                SELECT (SELECT f.COLUMN FROM data_files f WHERE f.COLUMN > h.COLUMN ORDER BY f.COLUMN LIMIT 1)
                FROM holders h WHERE h.COLUMN IS NOT NULL
            )
            SELECT k.COLUMN::text FROM (
                (SELECT COLUMN FROM holders WHERE COLUMN IS NOT NULL LIMIT :most)
                UNION
                (SELECT COLUMN FROM TABLE WHERE ORDER BY COLUMN LIMIT :most)
            ) k ORDER BY k.COLUMN LIMIT :most
            """.replace(" WHERE ORDER", where + " ORDER")
                .replace("COLUMN", side.column())
                .replace("TABLE", side.table()));
        return (after.isEmpty() ? statement : statement.param("after", after))
                .param("most", BATCH)
                .query(String.class)
                .list();
    }

    private static final String TRUTH = """
        SELECT k.key::text AS key, coalesce(s.files, 0) AS files, coalesce(s.bytes, 0) AS bytes,
            f.files + r.files AS true_files, f.bytes + r.bytes AS true_bytes
        FROM unnest(:keys::TYPE[]) AS k (key)
        LEFT JOIN TABLE s ON s.COLUMN = k.key
        CROSS JOIN LATERAL (
            SELECT count(*) AS files, coalesce(sum(size), 0)::bigint AS bytes FROM data_files WHERE COLUMN = k.key) f
        CROSS JOIN LATERAL (
            SELECT count(*) AS files, coalesce(sum(bytes), 0)::bigint AS bytes FROM upload_reservations
            WHERE COLUMN = k.key) r
        """;

    private List<String> wrong(Side side, List<String> keys) {
        return sql.sql(filled(
                        "SELECT key FROM (" + TRUTH + ") t WHERE files <> true_files OR bytes <> true_bytes", side))
                .param("keys", keys.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /** Nobody adds or erases meanwhile: they wait for the row, and what they have not stored yet they count themselves. */
    private void mend(Side side, String key) {
        acts.run(() -> {
            sql.sql(filled("INSERT INTO TABLE (COLUMN) VALUES (:key::TYPE) ON CONFLICT DO NOTHING", side))
                    .param("key", key)
                    .update();
            sql.sql(filled("SELECT 1 FROM TABLE WHERE COLUMN = :key::TYPE FOR UPDATE", side))
                    .param("key", key)
                    .query(Integer.class)
                    .list();
            sql.sql(filled(
                            "UPDATE TABLE SET files = t.true_files, bytes = t.true_bytes FROM (" + TRUTH
                                    + ") t WHERE COLUMN = :key::TYPE",
                            side))
                    .param("keys", new String[] {key})
                    .param("key", key)
                    .update();
        });
    }

    private static String filled(String statement, Side side) {
        return statement
                .replace("TABLE", side.table())
                .replace("COLUMN", side.column())
                .replace("TYPE", side.type());
    }
}
