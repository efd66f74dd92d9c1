package vouchsafe.backup;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;
import vouchsafe.db.Migrations;

/**
 * The tables of a schema as PostgreSQL's catalog lists them, whosever they are, and their rows in its text format of COPY, which
 * every version writes and reads in the same way.
 */
final class Tables {
    private final Connection connection;

    Tables(Connection connection) {
        this.connection = connection;
    }

    /**
     * Each with the columns that are stored; parts of a table come with the whole. Tables that an operator added have no
     * comment, and are left out: no migration makes them again.
     */
    List<Manifest.Table> list() throws SQLException {
        List<Manifest.Table> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum) AS columns FROM pg_class c
                    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                        AND (obj_description(c.oid, 'pg_class') IS NOT NULL OR NOT EXISTS (
                            SELECT FROM pg_description d JOIN pg_class o ON o.oid = d.objoid
                            WHERE d.classoid = 'pg_class'::regclass AND d.objsubid = 0 AND o.relkind IN ('r', 'p')
                                AND o.relnamespace = current_schema()::regnamespace))
                    GROUP BY c.relname ORDER BY c.relname COLLATE "C"
                    """)) {
            while (row.next()) {
                String name = row.getString("relname");
                if (!Migrations.withoutRowsOfOurs().contains(name)) {
                    tables.add(new Manifest.Table(
                            name, List.of((String[]) row.getArray("columns").getArray())));
                }
            }
        }
        return tables;
    }

    /** Tables that somebody added. */
    List<String> others(List<Manifest.Table> ours) throws SQLException {
        List<String> names = ours.stream().map(Manifest.Table::name).toList();
        List<String> others = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace
                        AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname COLLATE "C"
                    """)) {
            while (row.next()) {
                String name = row.getString("relname");
                if (!names.contains(name) && !Migrations.withoutRowsOfOurs().contains(name)) {
                    others.add(name);
                }
            }
        }
        return others;
    }

    List<Manifest.Partition> partitions() throws SQLException {
        List<Manifest.Partition> partitions = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    SELECT c.relname, p.relname AS parent, pg_get_expr(c.relpartbound, c.oid) AS bounds FROM pg_class c
                    JOIN pg_inherits i ON i.inhrelid = c.oid JOIN pg_class p ON p.oid = i.inhparent
                    WHERE c.relnamespace = current_schema()::regnamespace AND c.relispartition AND c.relkind = 'r'
                    ORDER BY c.relname COLLATE "C"
                    """)) {
            while (row.next()) {
                partitions.add(new Manifest.Partition(
                        row.getString("relname"), row.getString("parent"), row.getString("bounds")));
            }
        }
        return partitions;
    }

    List<Manifest.Sequence> sequences() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    SELECT relname FROM pg_class
                    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'S' ORDER BY relname COLLATE "C"
                    """)) {
            while (row.next()) {
                names.add(row.getString("relname"));
            }
        }
        List<Manifest.Sequence> sequences = new ArrayList<>();
        for (String name : names) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT last_value, is_called FROM " + quoted(name))) {
                row.next();
                sequences.add(new Manifest.Sequence(name, row.getLong("last_value"), row.getBoolean("is_called")));
            }
        }
        return sequences;
    }

    /** One that gets each row in turn, with the line's end. */
    @FunctionalInterface
    interface RowTaker {
        void take(byte[] row) throws IOException;
    }

    /** Reads all rows of a table, as this connection's transaction sees them. */
    void read(Manifest.Table table, RowTaker taker) throws SQLException, IOException {
        CopyOut rows = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (SELECT " + columns(table) + " FROM " + quoted(table.name()) + ") TO STDOUT");
        try {
            for (byte[] row = rows.readFromCopy(); row != null; row = rows.readFromCopy()) {
                taker.take(row);
            }
        } finally {
            if (rows.isActive()) {
                rows.cancelCopy();
            }
        }
    }

    /** Begins to add rows to a table. */
    CopyIn write(Manifest.Table table) throws SQLException {
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + quoted(table.name()) + " (" + columns(table) + ") FROM STDIN");
    }

    void execute(String statementText) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(statementText);
        }
    }

    /** Makes the parts that no migration made; what falls into none of them has a place already. */
    void add(Manifest.Partition partition) throws SQLException {
        if (!partition.bounds().matches("DEFAULT|FOR VALUES FROM \\('[0-9:+ -]+'\\) TO \\('[0-9:+ -]+'\\)")) {
            throw new BackupRefused("the archive has a part of a table that this program does not know: " + partition);
        }
        if (!exists(partition.name())) {
            execute("CREATE TABLE " + quoted(partition.name()) + " PARTITION OF " + quoted(partition.parent()) + " "
                    + partition.bounds());
        }
    }

    private boolean exists(String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            statement.setString(1, quoted(table));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    void set(Manifest.Sequence sequence) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT setval(?::regclass, ?, ?)")) {
            statement.setString(1, quoted(sequence.name()));
            statement.setLong(2, sequence.last());
            statement.setBoolean(3, sequence.called());
            statement.execute();
        }
    }

    /** Every reference between tables, as statements that drop it and that make it again. */
    record Reference(String drop, String make) {}

    List<Reference> references() throws SQLException {
        List<Reference> references = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', t.relname, c.conname) AS drop,
                        format('ALTER TABLE %I ADD CONSTRAINT %I %s', t.relname, c.conname, pg_get_constraintdef(c.oid)) AS make
                    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
                    WHERE c.contype = 'f' AND c.conparentid = 0 AND c.connamespace = current_schema()::regnamespace
                    """)) {
            while (row.next()) {
                references.add(new Reference(row.getString("drop"), row.getString("make")));
            }
        }
        return references;
    }

    /** Tables on which something is done by itself with each row that comes, which was done with these rows once. */
    List<String> withTriggers() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                    WHERE NOT t.tgisinternal AND t.tgenabled = 'O' AND c.relnamespace = current_schema()::regnamespace
                    """)) {
            while (row.next()) {
                tables.add(row.getString("relname"));
            }
        }
        return tables;
    }

    static String columns(Manifest.Table table) {
        return table.columns().stream().map(Tables::quoted).collect(Collectors.joining(", "));
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
