package vouchsafe.db;

import java.time.Duration;

/**
 * Limits of every wait for the database. Nothing here is endless: a request that can't be served in time is told to
 * come back.
 *
 * @param connect for one host to take a connection
 * @param login for a connection to be made, all hosts together
 * @param turn for a free connection of the pool
 * @param statement for one statement of a request
 * @param lock for a row or table that another transaction holds
 * @param idleTransaction for the next statement of a transaction that was begun
 * @param socket for the network to say anything while a statement runs; longer than {@code statement}
 * @param job for one statement of a job or a migration
 */
public record DatabaseLimits(
        Duration connect,
        Duration login,
        Duration turn,
        Duration statement,
        Duration lock,
        Duration idleTransaction,
        Duration socket,
        Duration job) {

    /** @throws IllegalArgumentException where they contradict each other */
    public DatabaseLimits {
        // The database's own limit has to come first: a network limit leaves the statement running over there.
        if (socket.compareTo(statement) <= 0) {
            throw new IllegalArgumentException("the limit of the network must be longer than that of a statement");
        }
        if (lock.compareTo(statement) >= 0) {
            throw new IllegalArgumentException("the limit of a lock must be shorter than that of a statement");
        }
        if (job.compareTo(statement) < 0) {
            throw new IllegalArgumentException("the limit of a job cannot be shorter than that of a request");
        }
    }

    /** The same for work that runs long while no caller waits: jobs and migrations. */
    DatabaseLimits ofJobs() {
        return new DatabaseLimits(
                connect, login, turn, job, lock, idleTransaction, job.plus(socket.minus(statement)), job);
    }

    /**
     * The same for statements that many share, which are short: when one is lost, no turn comes before that is known.
     */
    DatabaseLimits ofShared() {
        Duration half = statement.dividedBy(2);
        return new DatabaseLimits(
                connect,
                login,
                turn,
                half,
                least(lock, half.dividedBy(2)),
                idleTransaction,
                half.plus(socket.minus(statement)),
                job);
    }

    /** The same for connections that find out whether the database answers: what is late there is lost. */
    DatabaseLimits ofWatch() {
        Duration statementOfWatch = least(statement, Duration.ofSeconds(2));
        return new DatabaseLimits(
                connect,
                login,
                turn,
                statementOfWatch,
                statementOfWatch.dividedBy(2),
                idleTransaction,
                statementOfWatch.plusSeconds(1),
                job);
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
