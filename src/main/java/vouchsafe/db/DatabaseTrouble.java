package vouchsafe.db;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.TransactionTimedOutException;

/**
 * The trouble of the database behind a failure that goes away by itself. All other failures, such as a statement it
 * can't read or a row that breaks a constraint, are mistakes of ours and none of these.
 */
public enum DatabaseTrouble {
    /** It can't be reached, or was lost, or can't write. */
    AWAY,
    /** It is there and has no turn for this now: no free connection, a lock that others hold, a limit of time. */
    BUSY;

    /** The trouble that the failure or its cause tells of; empty where it is a mistake of ours. */
    public static Optional<DatabaseTrouble> of(@Nullable Throwable failure) {
        Optional<DatabaseTrouble> trouble = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // A pool without a free connection repeats the word of a cause, which comes next.
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && !(cause instanceof SQLTransientConnectionException)) {
                return byState(sql.getSQLState());
            }
            Optional<DatabaseTrouble> before = trouble;
            trouble = byKind(cause).or(() -> before);
        }
        return trouble;
    }

    /**
     * Says in the log that something failed: in one line where it goes away by itself, with its trace where it is a mistake
     * of ours.
     *
     * @param event what the line begins with, {@code event=...} and what belongs to it
     */
    public static void report(Logger log, String event, Throwable failure) {
        Optional<DatabaseTrouble> trouble = of(failure);
        if (trouble.isPresent()) {
            log.warn("{} database={} failure={}", event, trouble.get().word(), shortly(failure));
        } else {
            log.error("{} failed by a mistake of the server", event, failure);
        }
    }

    /** The message of the database, without the statement it is about. */
    private static String shortly(Throwable failure) {
        Throwable word = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            word = cause instanceof SQLException ? cause : word;
        }
        return String.valueOf(word.getMessage()).replace('\n', ' ');
    }

    /** The word for logs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** PostgreSQL's error codes: appendix A of its manual. */
    private static Optional<DatabaseTrouble> byState(String state) {
        return switch (state) {
            // Too many connections, lock not available, statement or transaction timeout, serialization, deadlock.
            case "53300", "55P03", "57014", "25P03", "25P04", "57P05", "40001", "40P01" -> Optional.of(BUSY);
            // A standby that takes no writes, and an address that refuses all sign-ins.
            case "25006", "28000", "28P01", "3D000" -> Optional.of(AWAY);
            default ->
                state.startsWith("08") // connection
                                || state.startsWith("53") // disk full, out of memory
                                || state.startsWith("57P") // shutting down, starting
                                || state.startsWith("58") // input and output
                        ? Optional.of(AWAY)
                        : Optional.empty();
        };
    }

    private static Optional<DatabaseTrouble> byKind(Throwable cause) {
        if (cause instanceof SQLTransientConnectionException
                || cause instanceof TransientDataAccessException
                || cause instanceof TransactionTimedOutException) {
            return Optional.of(BUSY);
        }
        return cause instanceof DataAccessResourceFailureException
                        || cause instanceof RecoverableDataAccessException
                        || cause instanceof CannotCreateTransactionException
                        // Where nothing can be undone any more, the connection went in the middle.
                        || cause instanceof TransactionSystemException
                ? Optional.of(AWAY)
                : Optional.empty();
    }
}
