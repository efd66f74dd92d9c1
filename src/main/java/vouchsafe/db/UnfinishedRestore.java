package vouchsafe.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The mark of a database into which a backup is being put. It is made with the first table and goes with the last step, so
 * that half a restore, however it ended, is never served.
 */
public final class UnfinishedRestore {
    /** The table that is the mark. */
    static final String TABLE = "unfinished_restore";

    /** The first half of an advisory lock; the other half is 1. */
    private static final int LOCK = 0x766f7563;

    private UnfinishedRestore() {}

    /**
     * Lets nobody use a database that bears the mark.
     *
     * @throws DatabaseUnavailable with what to do
     */
    static void refuse(Connection connection) throws SQLException {
        if (marks(connection)) {
            throw new DatabaseUnavailable("a backup was being restored into this database and the restore did not come"
                    + " to its end; run vouchsafe restore FILE once more, which begins anew");
        }
    }

    /** Whether a restore began here and did not come to its end. */
    public static boolean marks(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT to_regclass('" + TABLE + "') IS NOT NULL")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Lets one restore at a time begin, until this connection ends; false where another one has. */
    public static boolean lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ", 1)")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Makes the mark, in the caller's transaction. */
    static void mark(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS " + TABLE + " (begun_at timestamptz NOT NULL DEFAULT now())");
        }
    }

    /** Takes the mark away: everything is there. */
    public static void clear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + TABLE);
        }
    }
}
