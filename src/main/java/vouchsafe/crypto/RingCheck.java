package vouchsafe.crypto;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Looks whether a master key is the one of a database, without a key ring and without making one. */
public final class RingCheck {
    private RingCheck() {}

    /** Whether the key opens every key of the ring; true where there is none yet. */
    public static boolean opens(Connection connection, MasterKey master) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT wrapped FROM keys WHERE retired_at IS NULL")) {
            while (row.next()) {
                master.unwrap(row.getBytes("wrapped"));
            }
            return true;
        } catch (IllegalArgumentException otherKey) {
            return false;
        }
    }
}
