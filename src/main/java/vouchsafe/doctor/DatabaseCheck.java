package vouchsafe.doctor;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import vouchsafe.db.DatabaseProbe;
import vouchsafe.db.DatabaseSettings;
import vouchsafe.db.DatabaseState;

/** What the database says about itself. */
final class DatabaseCheck implements Check {
    private static final int OLDEST = 150_000;
    private static final Duration CLOCK = Duration.ofSeconds(5);
    /** Beside those of the pool: the feed of changes, the pulse, and what is asked for health. */
    private static final int BESIDE_THE_POOL = 6;

    private static final long HELD_BACK = 2L << 30;
    private static final long OLD = 1_200_000_000L;

    @Override
    public Area area() {
        return Area.DATABASE;
    }

    @Override
    public String subject() {
        return "the database";
    }

    @Override
    public Outcome look(Installation installation) {
        return switch (installation.database()) {
            case Installation.Database.None(String why) -> Check.notLooked(why);
            case Installation.Database.At(DatabaseSettings settings, boolean embedded) -> look(settings, embedded);
        };
    }

    private Outcome look(DatabaseSettings settings, boolean embedded) {
        DatabaseState state;
        try {
            state = DatabaseProbe.look(settings);
        } catch (SQLException refused) {
            return Check.found(refused(refused, embedded));
        }
        List<Finding> findings = new ArrayList<>();
        if (state.version() < OLDEST) {
            findings.add(wrong(
                    "database.version",
                    "The database is PostgreSQL " + state.versionText() + "; 15 is the oldest that works.",
                    "Upgrade it, or leave db-url out to use the one that comes along."));
        }
        writing(state, findings);
        text(state, findings);
        places(settings, state, findings);
        durability(state, findings);
        if (state.clockAhead().abs().compareTo(CLOCK) > 0) {
            findings.add(wrong(
                    "database.clock",
                    "The clock of the database is " + state.clockAhead().abs().toSeconds() + " s "
                            + (state.clockAhead().isNegative() ? "behind" : "ahead of") + " this machine's.",
                    "Have both kept right by chrony or systemd-timesyncd."));
        }
        state.schema()
                .fault()
                .ifPresent(fault -> findings.add(wrong(
                        "database.schema",
                        "The schema of the database does not fit this program: " + Words.line(fault) + ".",
                        "Run the version of Vouchsafe that last ran on it, or a newer one, or restore a backup.")));
        return Check.found(findings);
    }

    /** The class of an SQLSTATE tells whose fault it is. */
    private static Finding refused(SQLException refused, boolean embedded) {
        String state = String.valueOf(refused.getSQLState());
        String said = Words.line(String.valueOf(refused.getMessage()));
        if (embedded) {
            return wrong(
                    "database.unreachable",
                    "The embedded PostgreSQL does not answer: " + said + ".",
                    "See postgres/log in the data folder, then start the server again.");
        }
        if (state.startsWith("28")) {
            return wrong(
                    "database.sign-in",
                    "The database refuses the user or the password of db-url: " + said + ".",
                    "Set user and password in db-url (VOUCHSAFE_DB_URL) to what the database knows, and let them in by"
                            + " its pg_hba.conf.");
        }
        if (state.equals("3D000")) {
            return wrong(
                    "database.missing",
                    "The database that db-url names does not exist: " + said + ".",
                    "Create it, encoded in UTF8, or name another one in db-url (VOUCHSAFE_DB_URL).");
        }
        if (state.equals("53300")) {
            return wrong(
                    "database.connections",
                    "The database takes no more connections: " + said + ".",
                    "Raise its max_connections, or make db-pool-size (VOUCHSAFE_DB_POOL_SIZE) smaller.");
        }
        return wrong(
                "database.unreachable",
                "The database at db-url does not answer: " + said + ".",
                "Start it, and check host, port and the network on the way in db-url (VOUCHSAFE_DB_URL).");
    }

    private static void writing(DatabaseState state, List<Finding> findings) {
        if (state.writing().standby()) {
            findings.add(wrong(
                    "database.standby",
                    "The database is a standby and takes no writes.",
                    "Name the primary in db-url, or both, separated by a comma: the one that takes writes is found."));
        } else if (state.writing().readOnly()) {
            findings.add(wrong(
                    "database.read-only",
                    "The database takes no writes (default_transaction_read_only is on).",
                    "Run: ALTER DATABASE ... SET default_transaction_read_only = off"));
        } else if (!state.writing().mayCreate()) {
            findings.add(wrong(
                    "database.rights",
                    "The user of db-url may not make tables, which every upgrade needs.",
                    "Make it the owner of the database, or run: GRANT CREATE ON SCHEMA public TO ..."));
        }
    }

    private static void text(DatabaseState state, List<Finding> findings) {
        if (!state.text().encoding().equals("UTF8")) {
            findings.add(wrong(
                    "database.encoding",
                    "The database is encoded in " + state.text().encoding() + ", so most of the world's letters are"
                            + " refused.",
                    "Create one with ENCODING 'UTF8' TEMPLATE template0, and name that in db-url (VOUCHSAFE_DB_URL)."));
        } else if (!state.text().caseBeyondAscii()) {
            findings.add(Finding.risk(
                    "database.locale",
                    Area.DATABASE,
                    "The locale of the database knows no letters beyond ASCII, so a search for \"ä\" does not find"
                            + " \"Ä\".",
                    "Create it with LOCALE 'C.UTF-8' TEMPLATE template0 and move the rows there."));
        }
        if (state.text().collationChanged()) {
            findings.add(wrong(
                    "database.collation",
                    "The order of letters of the system is another than the database's indexes were made with, so rows"
                            + " may not be found.",
                    "Run REINDEX DATABASE, then ALTER DATABASE ... REFRESH COLLATION VERSION."));
        }
    }

    private static void places(DatabaseSettings settings, DatabaseState state, List<Finding> findings) {
        int needed = settings.poolSize() + BESIDE_THE_POOL;
        int left = state.places().most() - state.places().ofOthers();
        if (left < needed) {
            findings.add(wrong(
                    "database.connections",
                    "The database has room for " + Math.max(0, left) + " connections of this server, which may hold "
                            + needed + " (db-pool-size is " + settings.poolSize() + ").",
                    "Raise max_connections of the database, or make db-pool-size (VOUCHSAFE_DB_POOL_SIZE) smaller; each"
                            + " node needs as many."));
        }
    }

    private static void durability(DatabaseState state, List<Finding> findings) {
        DatabaseState.Durability durability = state.durability();
        if (!durability.fsync() || !durability.fullPageWrites()) {
            findings.add(wrong(
                    "database.fsync",
                    "The database does not wait for the disk (" + (durability.fsync() ? "full_page_writes" : "fsync")
                            + " is off): a power cut can destroy all of it.",
                    "Run: ALTER SYSTEM SET fsync = on; ALTER SYSTEM SET full_page_writes = on; then reload it."));
        } else if (!durability.synchronousCommit()) {
            findings.add(wrong(
                    "database.synchronous-commit",
                    "The database answers before a commit is on the disk (synchronous_commit is off): a crash takes"
                            + " back what people were told is done, withdrawals too.",
                    "Set synchronous_commit = on for the database and for the user of db-url."));
        }
        if (!durability.vacuums()) {
            findings.add(wrong(
                    "database.autovacuum",
                    "The database never cleans up after itself (autovacuum is off), grows, and stops one day.",
                    "Run: ALTER SYSTEM SET autovacuum = on; then reload it."));
        }
        if (durability.lateStandbys() > 0) {
            findings.add(Finding.risk(
                    "database.replication",
                    Area.DATABASE,
                    "No standby is waited for: one that takes over may miss what was answered last, withdrawals too.",
                    "Set synchronous_standby_names on the primary."));
        }
        if (durability.heldBack() > HELD_BACK) {
            findings.add(Finding.risk(
                    "database.slot",
                    Area.DATABASE,
                    "The database keeps " + Words.size(durability.heldBack())
                            + " for a follower that does not come, and its disk fills.",
                    "Bring the follower back, or drop its slot with pg_drop_replication_slot."));
        }
        if (durability.age() > OLD) {
            findings.add(Finding.risk(
                    "database.age",
                    Area.DATABASE,
                    "The database has not frozen old rows for " + durability.age()
                            + " transactions, and takes no writes at two billion.",
                    "Find what holds an old transaction open, and run VACUUM FREEZE."));
        }
    }

    private static Finding wrong(String kind, String what, String whatToDo) {
        return Finding.wrong(kind, Area.DATABASE, what, whatToDo);
    }
}
