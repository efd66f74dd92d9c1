package vouchsafe.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Finds out whether an address keeps sessions, that is, whether a connection is one session of the database from its
 * beginning to its end. A pooler in transaction mode lends each transaction any session that is free.
 */
final class SessionProbe {
    private static final String SET = "SELECT set_config('vouchsafe.session', ?, false)";
    private static final String READ = "SELECT current_setting('vouchsafe.session', true)";
    private static final int OTHERS = 3;
    // Ten seconds: no machine is so slow that it hears none of these.
    private static final int ANNOUNCEMENTS = 20;
    private static final int WAIT_MILLISECONDS = 500;

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

    /** Whether what is announced on one way is heard on the other: both lead to one database, and the other keeps sessions. */
    static boolean hears(Connector listening, Connector announcing) throws SQLException {
        String mark = UUID.randomUUID().toString();
        try (Connection ear = listening.getConnection();
                Connection mouth = announcing.getConnection();
                Statement listen = ear.createStatement();
                PreparedStatement announce = mouth.prepareStatement("SELECT pg_notify(?, ?)")) {
            listen.execute("LISTEN " + ChangeFeed.CHANNEL);
            for (int i = 0; i < ANNOUNCEMENTS; i++) {
                announce.setString(1, ChangeFeed.CHANNEL);
                announce.setString(2, "start " + mark);
                announce.execute();
                PGNotification[] heard = ear.unwrap(PGConnection.class).getNotifications(WAIT_MILLISECONDS);
                if (heard != null
                        && Arrays.stream(heard)
                                .anyMatch(each -> each.getParameter().endsWith(mark))) {
                    return true;
                }
            }
            return false;
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
