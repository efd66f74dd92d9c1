package vouchsafe.crypto;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Looks whether a master key is the one of a database, without a key ring and without making one. */
public final class RingCheck {
    private RingCheck() {}

    /** Keys in use. Tables of an older release do not know of lost ones. */
    private static final String KEYS =
            "SELECT wrapped FROM keys k WHERE retired_at IS NULL AND to_jsonb(k) ->> 'lost_at' IS NULL";

    /** Whether the key opens every key of the ring; true where there is none yet. */
    public static boolean opens(Connection connection, MasterKey master) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(KEYS)) {
            while (row.next()) {
                master.unwrap(row.getBytes("wrapped"));
            }
            return true;
        } catch (IllegalArgumentException otherKey) {
            return false;
        }
    }
}
