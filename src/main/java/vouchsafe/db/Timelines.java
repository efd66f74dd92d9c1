package vouchsafe.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The newest timeline of the database that this server has worked on. PostgreSQL begins a timeline whenever a standby is
 * promoted (its manual, section 25.3.6), so a primary of an older one was left behind: it may wake, or be found again by a
 * mended network, and still take itself for the primary. What it is asked and told there is lost.
 */
final class Timelines {
    private static final String READ =
            "SELECT ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::bigint";
    private static final long UNKNOWN = 0;

    private final AtomicLong newest = new AtomicLong(UNKNOWN);

    /**
     * Whether no later primary has been seen than the one at the other end. A database that does not tell, such as one that
     * speaks PostgreSQL's protocol over a storage of its own, is taken for current.
     *
     * @throws SQLException if the connection was lost
     */
    boolean current(Connection connection) throws SQLException {
        long timeline = read(connection);
        return timeline == UNKNOWN || timeline >= newest.accumulateAndGet(timeline, Math::max);
    }

    private static long read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(READ)) {
            return row.next() ? row.getLong(1) : UNKNOWN;
        } catch (SQLException failure) {
            if (DatabaseTrouble.of(failure).filter(DatabaseTrouble.AWAY::equals).isPresent()) {
                throw failure;
            }
            return UNKNOWN;
        }
    }
}
