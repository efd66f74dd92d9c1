package vouchsafe.db;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Asks for durable work in the caller's transaction: the work is done if that commits, and never if it does not. This
 * node looks for work as soon as the transaction has committed; other nodes see it at their next look, two seconds
 * later at most. Any thread may ask.
 */
public final class Jobs {
    private final SchedulerClient client;
    private final InstantSource clock;
    private volatile Runnable wake = () -> {};

    Jobs(DataSource dataSource, InstantSource clock) {
        this.client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .build();
        this.clock = clock;
    }

    /** Asks for this piece of work as soon as possible; asked twice before it is done, it is done once. */
    public void queue(String job, String piece) {
        queue(job, piece, clock.instant());
    }

    /** Asks for this piece of work at a time; asked twice before it is done, it is done once. */
    public void queue(String job, String piece, Instant at) {
        client.scheduleIfNotExists(new TaskInstance<Void>(job, piece), at);
        wakeAfterCommit();
    }

    /** Does waiting work now instead of later, or asks for it where none waits. */
    public void hurry(String job, String piece) {
        TaskInstance<Void> instance = new TaskInstance<>(job, piece);
        if (client.getScheduledExecution(instance).isEmpty()) {
            queue(job, piece);
            return;
        }
        try {
            client.reschedule(instance, clock.instant());
            wakeAfterCommit();
        } catch (TaskInstanceCurrentlyExecutingException underWay) {
            // It cannot be done sooner than now.
        } catch (TaskInstanceNotFoundException justDone) {
            queue(job, piece);
        }
    }

    /** After a restore, which nodes of another time are at work on nothing: what they had taken waits again. */
    public static void letGo(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE scheduled_tasks SET picked = false, picked_by = NULL, last_heartbeat = NULL WHERE picked");
        }
    }

    /** The runner of this node wants to hear of new work. */
    void onNewWork(Runnable look) {
        wake = look;
    }

    private void wakeAfterCommit() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    wake.run();
                }
            });
        } else {
            wake.run();
        }
    }
}
