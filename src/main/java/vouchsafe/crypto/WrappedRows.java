package vouchsafe.crypto;

import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and changes what lies in wrapped columns, whichever room owns them: only the wrapping, never the content. */
final class WrappedRows {
    private static final int AT_A_TIME = 200;

    private final JdbcClient sql;

    WrappedRows(JdbcClient sql) {
        this.sql = sql;
    }

    private record Row(Object id, byte[] wrapped) {}

    /** How many rows each key of the ring wraps, by its number. */
    Map<Integer, Long> byKey(WrappedColumn column) {
        Map<Integer, Long> counts = new TreeMap<>();
        sql.sql(("SELECT get_byte(%1$s, 0) AS key, count(*) AS rows FROM %2$s WHERE length(%1$s) > 0 GROUP BY 1")
                        .formatted(column.column(), column.table()))
                .query((row, number) -> counts.put(row.getInt("key"), row.getLong("rows")))
                .list();
        return counts;
    }

    /** Wraps anew what this key wraps, each row by itself; how many rows there were. What cannot be opened stays. */
    long wrapAnew(WrappedColumn column, int key, KeyRing ring) {
        long moved = 0;
        @Nullable Object after = null;
        while (true) {
            List<Row> rows = next(column, key, after);
            for (Row row : rows) {
                moved += ring.unwrap(row.wrapped())
                        .map(plain -> replace(column, row, ring.wrap(plain)))
                        .orElse(0);
                after = row.id();
            }
            if (rows.size() < AT_A_TIME) {
                return moved;
            }
        }
    }

    private List<Row> next(WrappedColumn column, int key, @Nullable Object after) {
        JdbcClient.StatementSpec statement = sql.sql("""
            SELECT %1$s AS id, %2$s AS wrapped FROM %3$s
            WHERE length(%2$s) > 0 AND get_byte(%2$s, 0) = :key %4$s ORDER BY %1$s LIMIT :most
            """.formatted(
                                column.id(),
                                column.column(),
                                column.table(),
                                after == null ? "" : "AND " + column.id() + " > :after"))
                .param("key", key)
                .param("most", AT_A_TIME);
        return (after == null ? statement : statement.param("after", after))
                .query((row, number) -> new Row(row.getObject("id"), row.getBytes("wrapped")))
                .list();
    }

    /** Unless its room has written something else there meanwhile. */
    private int replace(WrappedColumn column, Row row, byte[] anew) {
        return sql.sql("UPDATE %3$s SET %2$s = :anew WHERE %1$s = :id AND %2$s = :wrapped"
                        .formatted(column.id(), column.column(), column.table()))
                .param("anew", anew, Types.BINARY)
                .param("id", row.id())
                .param("wrapped", row.wrapped(), Types.BINARY)
                .update();
    }
}
