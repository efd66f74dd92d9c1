package vouchsafe.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Writers that remember every row whose commit was answered, until the database goes away. */
final class CommittedRows {
    private final Set<Integer> answered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger next = new AtomicInteger();
    private final List<Thread> writers = new ArrayList<>();

    /** Starts a few writers on a database. */
    void writeTo(String databaseUrl) throws SQLException {
        try (Connection connection = DriverManager.getConnection(databaseUrl);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS committed_rows (number int PRIMARY KEY)");
        }
        for (int writer = 0; writer < 4; writer++) {
            writers.add(Thread.ofPlatform().daemon().start(() -> write(databaseUrl)));
        }
    }

    private void write(String databaseUrl) {
        try (Connection connection = DriverManager.getConnection(databaseUrl);
                PreparedStatement insert = connection.prepareStatement("INSERT INTO committed_rows VALUES (?)")) {
            while (true) {
                int number = next.incrementAndGet();
                insert.setInt(1, number);
                insert.executeUpdate();
                answered.add(number);
            }
        } catch (SQLException databaseWentAway) {
            // What this writer was waiting for.
        }
    }

    /** Returns when this many commits were answered. */
    void await(int rows) throws InterruptedException {
        while (answered.size() < rows) {
            Thread.sleep(5);
        }
    }

    /** The rows that were answered and are not there. */
    Set<Integer> lost(String databaseUrl) throws SQLException, InterruptedException {
        for (Thread writer : writers) {
            writer.join();
        }
        Set<Integer> lost = new TreeSet<>(answered);
        try (Connection connection = DriverManager.getConnection(databaseUrl);
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT number FROM committed_rows")) {
            while (rows.next()) {
                lost.remove(rows.getInt(1));
            }
        }
        return lost;
    }
}
