package vouchsafe.db;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the database says when it refuses a server that starts, and what an operator does about it, in one or two sentences. */
public final class Refusals {
    private static final String ADDRESS = "db-url (VOUCHSAFE_DB_URL)";

    private Refusals() {}

    /** The refusal behind a failure; empty where it is not the database's. */
    public static Optional<DatabaseUnavailable> of(Throwable failure) {
        @Nullable SQLException refusal = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseUnavailable told) {
                return Optional.of(told);
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                refusal = sql;
            }
        }
        return Optional.ofNullable(refusal).map(Refusals::of);
    }

    /** The refusal in words. */
    static DatabaseUnavailable of(SQLException refusal) {
        return new DatabaseUnavailable(words(refusal), refusal);
    }

    /** Whether the database will say the same in half a minute; one that only starts will not. */
    static boolean forGood(SQLException refusal) {
        String state = String.valueOf(refusal.getSQLState());
        // Who may come in (28), which database (3D), and what is not this protocol at all.
        return state.startsWith("28") || state.startsWith("3D") || state.equals("08P01");
    }

    private static String words(SQLException refusal) {
        String said = oneLine(refusal);
        String state = String.valueOf(refusal.getSQLState());
        return switch (state) {
            case "28P01", "28000" ->
                "the database at " + ADDRESS + " does not let this server in: " + said
                        + ". Mend user, password or host there, or what the database allows (pg_hba.conf)";
            case "3D000" ->
                "the database at " + ADDRESS + " is not there: " + said
                        + ". Make it (createdb), or mend the name in db-url";
            case "08P01" ->
                "what answers at " + ADDRESS + " is not a PostgreSQL: " + said + ". Mend the host or the port there";
            case "42501" ->
                "the database does not let this server make its tables: " + said
                        + ". Make its user the owner of the database (ALTER DATABASE ... OWNER TO ...), or GRANT"
                        + " CREATE ON SCHEMA public to it";
            case "25006" -> readOnly(said);
            case "53100" ->
                "the disk of the database is full: " + said + ". Make room there, then start again; nothing is lost";
            case "53300" ->
                "the database has no connection left: " + said
                        + ". Raise its max_connections, or lower db-pool-size (VOUCHSAFE_DB_POOL_SIZE)";
            case "55P03", "57014" ->
                "the database took too long for what a start needs: " + said
                        + ". Look who holds locks there (pg_stat_activity), or raise db-job-timeout"
                        + " (VOUCHSAFE_DB_JOB_TIMEOUT), and start again";
            default ->
                state.startsWith("08") || state.startsWith("57P")
                        ? "the database at " + ADDRESS + " cannot be reached: " + said
                                + ". See whether it runs and listens there, and takes connections from this machine"
                        : "the database refuses what a start needs: " + said;
        };
    }

    static String readOnly(String said) {
        return "the database at " + ADDRESS + " takes no writes: " + said
                + ". It is a standby, or set to read only; name the primary, or both hosts (db1,db2)";
    }

    /** The words of the database, in one line and without a full stop; those of the network where they say more. */
    private static String oneLine(SQLException refusal) {
        String said = String.valueOf(refusal.getMessage());
        for (Throwable cause = refusal.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException unknown) {
                return "there is no host " + unknown.getMessage();
            }
        }
        return said.strip().replaceAll("\\s*\\R\\s*", "; ").replaceFirst("\\.$", "");
    }
}
