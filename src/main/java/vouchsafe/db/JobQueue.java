package vouchsafe.db;

import java.time.InstantSource;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The durable work that waits, and that which fails. */
public final class JobQueue {
    private static final int MOST = 200;

    private final JdbcClient sql;
    private final Jobs jobs;
    private final InstantSource clock;

    JobQueue(JdbcClient sql, Jobs jobs, InstantSource clock) {
        this.sql = sql;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** What is due, and what failed when it was last tried. */
    public QueueState state() {
        return sql.sql("""
            SELECT count(*) FILTER (WHERE execution_time <= :now AND NOT picked) AS waiting,
                min(execution_time) FILTER (WHERE execution_time <= :now AND NOT picked) AS oldest,
                count(*) FILTER (WHERE consecutive_failures > 0) AS failed
            FROM scheduled_tasks WHERE execution_time <= :now OR consecutive_failures > 0
            """).param("now", clock.instant()).query(QueueState.ROW).single();
    }

    /** The names of what failed when it was last tried. */
    public List<String> failing() {
        return sql.sql("SELECT DISTINCT task_name FROM scheduled_tasks WHERE consecutive_failures > 0 ORDER BY 1")
                .query(String.class)
                .list();
    }

    /** Does now what failed, without waiting for its turn; how much that is. */
    public int tryAgain() {
        List<Piece> failed = sql.sql("""
            SELECT task_name, task_instance FROM scheduled_tasks WHERE consecutive_failures > 0
            ORDER BY execution_time LIMIT :most
            """)
                .param("most", MOST)
                .query((row, number) -> new Piece(row.getString(1), row.getString(2)))
                .list();
        failed.forEach(piece -> jobs.hurry(piece.job(), piece.name()));
        return failed.size();
    }

    private record Piece(String job, String name) {}
}
