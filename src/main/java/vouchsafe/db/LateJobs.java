package vouchsafe.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;

/** Counts the durable work that is due and not done, over a connection of its own and not of a pool. */
public final class LateJobs {
    /** Work that waits for a retry has a later time, so nothing healthy is as late. */
    private static final Duration LATE = Duration.ofMinutes(10);

    private final Connector connector;
    private final InstantSource clock;

    LateJobs(Connector connector, InstantSource clock) {
        this.connector = connector;
        this.clock = clock;
    }

    /** How many pieces; empty where the database does not say. */
    public OptionalInt count() {
        try (Connection connection = connector.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT count(*) FROM scheduled_tasks WHERE NOT picked AND execution_time < ?")) {
            statement.setTimestamp(1, Timestamp.from(clock.instant().minus(LATE)));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return OptionalInt.of(row.getInt(1));
            }
        } catch (SQLException unknown) {
            return OptionalInt.empty();
        }
    }
}
