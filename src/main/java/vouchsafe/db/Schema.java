package vouchsafe.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables to this release's schema, or says in a sentence why it can't. Of several servers that start at once one
 * does the work, and the others wait for it.
 */
final class Schema {
    /** The oldest PostgreSQL whose statements are used here. */
    static final int OLDEST_POSTGRES = 15;

    /** Shorter than the ten minutes that systemd gives a start: what is waited for should be said before. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(9);

    private static final Duration LOOK = Duration.ofMillis(500);
    /** The lock of whoever changes tables; the number is the text {@code vouchsaf}. */
    private static final long LOCK = 0x766f756368736166L;

    private static final String ALLOW = "allow-newer-schema (VOUCHSAFE_ALLOW_NEWER_SCHEMA)";
    private static final Logger log = LoggerFactory.getLogger(Schema.class);

    private final Connector connector;
    private final InstantSource clock;
    private final Release release;
    private final boolean newerAllowed;
    private final Duration longestWait;

    Schema(Connector connector, InstantSource clock, SchemaSettings settings) {
        this(connector, clock, Release.ofThisProgram(), settings.newer(), LONGEST_WAIT);
    }

    Schema(Connector connector, InstantSource clock, Release release, boolean newerAllowed, Duration longestWait) {
        this.connector = connector;
        this.clock = clock;
        this.release = release;
        this.newerAllowed = newerAllowed;
        this.longestWait = longestWait;
    }

    /**
     * Returns when the tables are as this release needs them.
     *
     * @throws DatabaseUnavailable with what stands in the way
     */
    void bringUpToDate() {
        try (Connection connection = connector.getConnection()) {
            requireUsable(connection);
            UnfinishedRestore.refuse(connection);
            if (pending(connection)) {
                takeTurn(connection);
                // Whoever had the turn before may have done it all.
                if (pending(connection)) {
                    migrate(connection);
                }
            }
        } catch (SQLException refused) {
            throw Refusals.of(refused);
        }
    }

    private static void requireUsable(Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST_POSTGRES) {
            throw new DatabaseUnavailable("the database at db-url (VOUCHSAFE_DB_URL) is PostgreSQL "
                    + connection.getMetaData().getDatabaseProductVersion() + ", and Vouchsafe needs " + OLDEST_POSTGRES
                    + " or newer. Upgrade it (pg_upgrade), or name a newer one");
        }
        if (!read(connection, "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean")
                .equals("f")) {
            throw new DatabaseUnavailable(Refusals.readOnly("it says that it is read-only"));
        }
        String encoding = read(connection, "SHOW server_encoding");
        if (!encoding.equals("UTF8")) {
            throw new DatabaseUnavailable("the database at db-url (VOUCHSAFE_DB_URL) has the encoding " + encoding
                    + ", which cannot hold every name. Make one with UTF8 (createdb -E UTF8 -T template0)");
        }
    }

    /** Looks at what ran on this database; true where there is more to run. */
    private boolean pending(Connection connection) throws SQLException {
        MigrationInfo[] all = flyway().info().all();
        if (requireKnown(connection, all)) {
            return false;
        }
        for (MigrationInfo each : all) {
            MigrationState state = each.getState();
            if (state.isFailed()) {
                throw new DatabaseUnavailable("the migration " + name(each)
                        + " of an earlier start was left half-way in this database. Restore the backup from before it"
                        + ", then start again");
            }
            if (state == MigrationState.MISSING_SUCCESS) {
                throw new DatabaseUnavailable("the migration " + name(each)
                        + " ran on this database, and this Vouchsafe (" + release.version()
                        + ") does not have it: another build made these tables. Start that one, or give this one a"
                        + " database of its own");
            }
            if (state == MigrationState.IGNORED) {
                throw new DatabaseUnavailable("this database went past the migration " + name(each)
                        + " of this Vouchsafe (" + release.version() + ") without it: another build made these tables."
                        + " Start that one, or give this one a database of its own");
            }
            if (each.isApplied()
                    && each.getResolvedChecksum() != null
                    && !(each.isChecksumMatching() && each.isDescriptionMatching() && each.isTypeMatching())) {
                throw new DatabaseUnavailable("the migration " + name(each)
                        + " ran on this database with another name or text than this Vouchsafe (" + release.version()
                        + ") has: another build made these tables, so they may differ. Start that one, or restore a"
                        + " backup into a database of its own");
            }
        }
        return Arrays.stream(all).anyMatch(each -> each.getState() == MigrationState.PENDING);
    }

    /** Refuses the schema of a newer release; true where it is one that the operator allows, and that allows this one. */
    private boolean requireKnown(Connection connection, MigrationInfo[] all) throws SQLException {
        int newest = newest(all, false);
        int own = newest(all, true);
        if (newest <= own) {
            return false;
        }
        Optional<Reached> by = reached(connection, own);
        String who = by.map(reached -> "Vouchsafe " + reached.version()).orElse("a newer Vouchsafe");
        String facts = "the database has the schema " + newest + " of " + who + ", and this is Vouchsafe "
                + release.version() + ", which knows the schemas up to " + own;
        boolean possible = by.map(reached -> own >= reached.oldestSchema()).orElse(true);
        if (!possible) {
            throw new DatabaseUnavailable(facts + " and cannot work on that one. Start " + who
                    + " or newer, or restore the backup from before the upgrade");
        }
        if (!newerAllowed) {
            throw new DatabaseUnavailable(
                    facts + ". Start " + who + " or newer; to go back for a while, set " + ALLOW + " to true");
        }
        log.warn("{}; it starts because {} is true", facts, ALLOW);
        return true;
    }

    private static int newest(MigrationInfo[] all, boolean own) {
        return Arrays.stream(all)
                .filter(each -> each.getVersion() != null)
                .filter(each -> own ? each.getResolvedChecksum() != null : each.isApplied())
                .mapToInt(each -> each.getVersion().getMajor().intValueExact())
                .max()
                .orElse(0);
    }

    /** The release that brought the tables where they are. */
    private record Reached(String version, int oldestSchema) {}

    private static Optional<Reached> reached(Connection connection, int own) throws SQLException {
        if (read(connection, "SELECT to_regclass('schema_releases') IS NULL").equals("t")) {
            return Optional.empty();
        }
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT version, oldest_schema FROM schema_releases WHERE schema > "
                                + own + " ORDER BY schema DESC LIMIT 1")) {
            return row.next() ? Optional.of(new Reached(row.getString(1), row.getInt(2))) : Optional.empty();
        }
    }

    /** Waits until no other server changes the tables. The turn ends with the connection. */
    private void takeTurn(Connection connection) throws SQLException {
        long deadline = System.nanoTime() + longestWait.toNanos();
        boolean said = false;
        while (read(connection, "SELECT pg_try_advisory_lock(" + LOCK + ")").equals("f")) {
            String other = holder(connection);
            if (System.nanoTime() > deadline) {
                throw new DatabaseUnavailable(
                        "another server (" + other + ") has been bringing the tables up to date for "
                                + longestWait.toSeconds()
                                + " s. See its log, and start this one again when it is done; if it is"
                                + " gone, end its session with pg_terminate_backend");
            }
            if (!said) {
                log.info("another server ({}) brings the tables up to date; waiting for it", other);
                said = true;
            }
            pause();
        }
    }

    private static String holder(Connection connection) throws SQLException {
        return read(connection, """
            SELECT coalesce(max('process ' || activity.pid || ' of the database, from '
                || coalesce(host(activity.client_addr), 'its own machine')), 'which is done by now')
            FROM pg_locks JOIN pg_stat_activity activity USING (pid)
            WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND classid = %d AND objid = %d AND objsubid = 1
            """.formatted(LOCK >>> 32, LOCK & 0xffff_ffffL));
    }

    private void migrate(Connection connection) throws SQLException {
        try {
            flyway().migrate();
        } catch (FlywayException failure) {
            if (failure.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
                throw new DatabaseUnavailable("the database at db-url (VOUCHSAFE_DB_URL) holds tables of something"
                        + " else. Give Vouchsafe a database of its own");
            }
            String why = Refusals.of(failure)
                    .<Throwable>map(refusal -> refusal)
                    .orElse(failure)
                    .getMessage();
            throw new DatabaseUnavailable(
                    "the tables could not be brought up to date; what failed was undone. "
                            + String.valueOf(why).strip().replaceAll("\\s*\\R[\\s\\-]*", "; "),
                    failure);
        }
        remember(connection);
    }

    private void remember(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
            INSERT INTO schema_releases (schema, version, oldest_schema, since) VALUES (?, ?, ?, ?)
            ON CONFLICT (schema) DO NOTHING
            """)) {
            insert.setInt(1, newest(flyway().info().all(), true));
            insert.setString(2, release.version());
            insert.setInt(3, release.oldestSchema());
            insert.setTimestamp(4, Timestamp.from(clock.instant()));
            insert.executeUpdate();
        }
    }

    private Flyway flyway() {
        return Flyway.configure()
                .dataSource(connector)
                .locations("classpath:db/migration")
                .load();
    }

    private static String name(MigrationInfo migration) {
        return "V" + migration.getVersion() + " (" + migration.getDescription() + ")";
    }

    private static String read(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable("the start was interrupted", interrupted);
        }
    }
}
