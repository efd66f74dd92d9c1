package vouchsafe.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/** The schema as a chain of migrations: how far a database has come, and how far this program can bring one. */
public final class Migrations {
    private static final String LOCATION = "classpath:db/migration";
    private static final String HISTORY = "flyway_schema_history";

    private Migrations() {}

    /**
     * One migration.
     *
     * @param version its number, such as {@code 34}
     * @param checksum what its text comes to
     */
    public record Step(String version, int checksum) {}

    /** The migrations that a database has had, the first one first; none where it has no tables of ours. */
    public static List<Step> of(Connection connection) throws SQLException {
        List<Step> steps = new ArrayList<>();
        if (!exists(connection, HISTORY)) {
            return steps;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT version, checksum FROM " + HISTORY
                        + " WHERE success AND version IS NOT NULL AND checksum IS NOT NULL ORDER BY installed_rank")) {
            while (row.next()) {
                steps.add(new Step(row.getString("version"), row.getInt("checksum")));
            }
        }
        return steps;
    }

    /** The migrations that this program brings, the first one first. Changes nothing in the database. */
    public static List<Step> known(DataSource database) {
        return Stream.of(flyway(database).load().info().all())
                .filter(each -> each.getVersion() != null && each.getState().isResolved())
                .map(Migrations::step)
                .toList();
    }

    private static Step step(MigrationInfo migration) {
        Integer checksum = migration.getChecksum();
        return new Step(migration.getVersion().getVersion(), checksum == null ? 0 : checksum);
    }

    /** Whether nobody has made anything in the schema, or only the empty history with which a first start begins. */
    public static boolean isEmpty(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
            SELECT count(*) FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace
                AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND c.relname <> ?
            """)) {
            statement.setString(1, HISTORY);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1) == 0 && of(connection).isEmpty();
            }
        }
    }

    private static boolean exists(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** Tables that come and go without a row of ours in them. */
    public static Set<String> withoutRowsOfOurs() {
        return Set.of(HISTORY, UnfinishedRestore.TABLE);
    }

    /** Makes the tables of a version in an empty database, which bears the mark of an unfinished restore from the first of them on. */
    public static void begin(DataSource database, String version) {
        flyway(database)
                .target(version)
                .callbacks(new BaseCallback() {
                    @Override
                    public boolean supports(Event event, Context context) {
                        return event == Event.AFTER_EACH_MIGRATE;
                    }

                    @Override
                    public void handle(Event event, Context context) {
                        try {
                            UnfinishedRestore.mark(context.getConnection());
                        } catch (SQLException failure) {
                            throw new FlywayException("the restore could not be marked", failure);
                        }
                    }
                })
                .load()
                .migrate();
    }

    /** Brings a database up to what this program needs. */
    public static void complete(DataSource database) {
        flyway(database).load().migrate();
    }

    /** Drops everything in the schema, of a restore that did not come to its end. */
    public static void empty(DataSource database) {
        flyway(database).cleanDisabled(false).load().clean();
    }

    private static org.flywaydb.core.api.configuration.FluentConfiguration flyway(DataSource database) {
        return Flyway.configure().dataSource(database).locations(LOCATION);
    }
}
