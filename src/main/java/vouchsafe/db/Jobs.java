package vouchsafe.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Asks for durable work in the caller's transaction: the work is done if that commits, and never if it does not. This
 * node looks for work as soon as the transaction has committed; other nodes see it at their next look, two seconds
 * later at most. Any thread may ask.
 */
public final class Jobs {
    private final JdbcClient sql;
    private final InstantSource clock;
    private volatile Runnable wake = () -> {};

    Jobs(JdbcClient sql, InstantSource clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Asks for this piece of work as soon as possible; asked twice before it is done, it is done once. */
    public void queue(String job, String piece) {
        queue(job, piece, clock.instant());
    }

    /** Asks for this piece of work at a time; asked twice before it is done, it is done once. */
    public void queue(String job, String piece, Instant at) {
        // The scheduler's own client looks first and inserts then, and its caller's transaction is spoilt where two ask
        // at once.
        sql.sql("""
            INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)
            VALUES (:job, :piece, :at, false, 1) ON CONFLICT DO NOTHING
            """).param("job", job).param("piece", piece).param("at", at).update();
        wakeAfterCommit();
    }

    /** Does waiting work now instead of later, or asks for it where none waits. What is under way can't be done sooner. */
    public void hurry(String job, String piece) {
        // Whoever took the work by the version before finds it changed, and looks again.
        boolean waited = sql.sql("""
            UPDATE scheduled_tasks SET execution_time = :now, version = version + 1
            WHERE task_name = :job AND task_instance = :piece AND NOT picked
            """)
                        .param("job", job)
                        .param("piece", piece)
                        .param("now", clock.instant())
                        .update()
                == 1;
        if (waited) {
            wakeAfterCommit();
        } else {
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
