package vouchsafe.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.ValidateOutput;

/** Asks a database about itself, with connections of its own that wait for nothing without end. Changes nothing. */
public final class DatabaseProbe {
    private static final String NAME = "vouchsafe doctor";

    private DatabaseProbe() {}

    /** @throws SQLException where it does not let us in or does not answer in time */
    public static DatabaseState look(DatabaseSettings settings) throws SQLException {
        try (Connection connection = connector(settings.sessionUrl(), settings).getConnection();
                Statement statement = connection.createStatement()) {
            long asked = System.nanoTime();
            Instant before = Instant.now();
            Instant theirs = row(
                    statement,
                    "SELECT clock_timestamp()",
                    row -> row.getTimestamp(1).toInstant());
            Duration took = Duration.ofNanos(System.nanoTime() - asked);
            DatabaseState.Writing writing = writing(statement);
            return new DatabaseState(
                    Integer.parseInt(text(statement, "SHOW server_version_num")),
                    text(statement, "SHOW server_version").split(" ", 2)[0],
                    ahead(before, theirs, took),
                    writing,
                    text(statement),
                    places(statement),
                    durability(statement, writing.standby()),
                    schema(statement, settings));
        }
    }

    /** Whether the address of rows leads to one session from the beginning of a connection to its end. */
    public static boolean keepsSessions(DatabaseSettings settings) throws SQLException {
        return SessionProbe.keepsSessions(connector(settings.jdbcUrl(), settings));
    }

    /** Whether what is announced at the address of rows is heard at the address for changes. */
    public static boolean feedHears(DatabaseSettings settings) throws SQLException {
        return SessionProbe.hears(connector(settings.sessionUrl(), settings), connector(settings.jdbcUrl(), settings));
    }

    private static Connector connector(String url, DatabaseSettings settings) {
        return Connector.sessionless(url, NAME, settings.limits().ofWatch(), new Timelines());
    }

    /** Positive where theirs is later than ours can have been, negative where it is earlier. */
    private static Duration ahead(Instant before, Instant theirs, Duration took) {
        if (theirs.isBefore(before)) {
            return Duration.between(before, theirs).truncatedTo(ChronoUnit.MILLIS);
        }
        Instant after = before.plus(took);
        return theirs.isAfter(after) ? Duration.between(after, theirs).truncatedTo(ChronoUnit.MILLIS) : Duration.ZERO;
    }

    private static DatabaseState.Writing writing(Statement statement) throws SQLException {
        return row(
                statement,
                """
                SELECT pg_is_in_recovery(), current_setting('default_transaction_read_only') = 'on',
                    has_schema_privilege(coalesce(current_schema(), 'public'), 'CREATE')
                """,
                row -> new DatabaseState.Writing(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3)));
    }

    private static DatabaseState.Text text(Statement statement) throws SQLException {
        String encoding = text(statement, "SHOW server_encoding");
        // Letters that the encoding has not got could not even be asked about.
        boolean beyondAscii = !encoding.equals("UTF8")
                || row(statement, "SELECT lower(U&'\\00C4') = U&'\\00E4'", row -> row.getBoolean(1));
        boolean changed = row(statement, """
            SELECT coalesce(datcollversion <> pg_database_collation_actual_version(oid), false)
            FROM pg_database WHERE datname = current_database()
            """, row -> row.getBoolean(1));
        return new DatabaseState.Text(encoding, beyondAscii, changed);
    }

    private static DatabaseState.Places places(Statement statement) throws SQLException {
        return row(statement, """
            SELECT least(
                    current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
                        - coalesce(current_setting('reserved_connections', true)::int, 0),
                    (SELECT CASE WHEN datconnlimit < 0 THEN 1000000 ELSE datconnlimit END FROM pg_database
                        WHERE datname = current_database()),
                    (SELECT CASE WHEN rolconnlimit < 0 THEN 1000000 ELSE rolconnlimit END FROM pg_roles
                        WHERE rolname = current_user)),
                (SELECT count(*) FROM pg_stat_activity
                    WHERE datid IS NOT NULL AND coalesce(application_name, '') NOT LIKE 'vouchsafe%')
            """, row -> new DatabaseState.Places(row.getInt(1), row.getInt(2)));
    }

    private static DatabaseState.Durability durability(Statement statement, boolean standby) throws SQLException {
        int late = row(statement, """
            SELECT count(*) FILTER (WHERE sync_state = 'async')
                * (count(*) FILTER (WHERE sync_state IN ('sync', 'quorum')) = 0)::int
            FROM pg_stat_replication WHERE application_name NOT LIKE 'pg_%'
            """, row -> row.getInt(1));
        long heldBack = standby ? 0 : row(statement, """
            SELECT coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)), 0)::bigint
            FROM pg_replication_slots WHERE NOT active
            """, row -> row.getLong(1));
        long age = row(
                statement,
                "SELECT age(datfrozenxid) FROM pg_database WHERE datname = current_database()",
                row -> row.getLong(1));
        return new DatabaseState.Durability(
                on(statement, "fsync"),
                on(statement, "synchronous_commit"),
                on(statement, "full_page_writes"),
                on(statement, "autovacuum"),
                late,
                heldBack,
                age);
    }

    private static boolean on(Statement statement, String setting) throws SQLException {
        return !text(statement, "SHOW " + setting).equals("off");
    }

    private static DatabaseState.Schema schema(Statement statement, DatabaseSettings settings) throws SQLException {
        if (!row(statement, "SELECT to_regclass('flyway_schema_history') IS NOT NULL", row -> row.getBoolean(1))) {
            return new DatabaseState.Schema(Optional.empty(), Optional.empty());
        }
        Optional<String> version = Optional.ofNullable(row(
                statement,
                "SELECT version FROM flyway_schema_history WHERE success AND version IS NOT NULL"
                        + " ORDER BY installed_rank DESC LIMIT 1",
                row -> row.getString(1)));
        return new DatabaseState.Schema(version, fault(settings));
    }

    /** What an upgrade would trip over; migrations that are still to come are none. */
    private static Optional<String> fault(DatabaseSettings settings) {
        try {
            return Flyway.configure()
                    .dataSource(connector(settings.sessionUrl(), settings))
                    .locations("classpath:db/migration")
                    .ignoreMigrationPatterns("*:pending")
                    .load()
                    .validateWithResult()
                    .invalidMigrations
                    .stream()
                    .findFirst()
                    .map(DatabaseProbe::told);
        } catch (FlywayException failure) {
            return Optional.of(
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static String told(ValidateOutput invalid) {
        return "migration " + invalid.version + ": "
                + invalid.errorDetails.errorMessage.lines().findFirst().orElse("");
    }

    private static String text(Statement statement, String question) throws SQLException {
        return row(statement, question, row -> row.getString(1));
    }

    private static <T> T row(Statement statement, String question, Reading<T> reading) throws SQLException {
        try (ResultSet row = statement.executeQuery(question)) {
            row.next();
            return reading.of(row);
        }
    }

    /** Reads one row. */
    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }
}
