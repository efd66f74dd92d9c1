package vouchsafe.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Finds out whether an address keeps sessions, that is, whether a connection is one session of the database from its
 * beginning to its end. A pooler in transaction mode lends each transaction whatever session is free.
 */
final class SessionProbe {
    private static final String SET = "SELECT set_config('vouchsafe.session', ?, false)";
    private static final String READ = "SELECT current_setting('vouchsafe.session', true)";
    private static final int OTHERS = 3;

    private SessionProbe() {}

    /**
     * Leaves a mark in the session of one connection; others begin transactions, to which a pooler would lend that session.
     * Then either one of those finds the mark, or the first one misses it.
     */
    static boolean keepsSessions(Connector connector) throws SQLException {
        List<Connection> others = new ArrayList<>();
        try (Connection first = connector.getConnection()) {
            String mark = UUID.randomUUID().toString();
            try (PreparedStatement set = first.prepareStatement(SET)) {
                set.setString(1, mark);
                set.execute();
            }
            boolean kept = true;
            for (int i = 0; kept && i < OTHERS; i++) {
                Connection other = connector.getConnection();
                others.add(other);
                other.setAutoCommit(false);
                kept = !mark.equals(read(other)) && mark.equals(read(first));
            }
            return kept;
        } finally {
            for (Connection other : others) {
                other.close();
            }
        }
    }

    private static String read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(READ)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
