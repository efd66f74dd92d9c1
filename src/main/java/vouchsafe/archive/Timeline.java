package vouchsafe.archive;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Asks a database who it is. */
final class Timeline {
    private Timeline() {}

    /** The timeline that it writes on. */
    static int of(Connection connection) throws SQLException {
        return Integer.parseInt(text(connection, "SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)"), 16);
    }

    /** The number that it got when its folder was made. */
    static String database(Connection connection) throws SQLException {
        return text(connection, "SELECT system_identifier::text FROM pg_control_system()");
    }

    private static String text(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }
}
