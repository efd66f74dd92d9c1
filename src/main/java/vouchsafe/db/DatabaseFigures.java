package vouchsafe.db;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import vouchsafe.db.Figure.Column;

/** What PostgreSQL, the one that came along or another, says of itself, and of the durable work. */
final class DatabaseFigures {
    private static final Duration SELDOM = Duration.ofMinutes(1);
    private static final String NONE = "";

    private DatabaseFigures() {}

    static List<Figure> all(List<Job> kinds) {
        return Stream.concat(
                        Stream.of(jobs(kinds)),
                        Stream.of(connections(), activity(), checkpoints(), rows(), size(), limits()))
                .toList();
    }

    private static Figure jobs(List<Job> kinds) {
        return new Figure(
                "task",
                kinds.stream().map(Job::name).toList(),
                Figures.SOON,
                version -> """
                    SELECT task_name,
                        count(*),
                        count(*) FILTER (WHERE coalesce(consecutive_failures, 0) > 0),
                        coalesce(extract(epoch FROM now() - min(execution_time)
                            FILTER (WHERE NOT picked AND execution_time <= now())), 0)
                    FROM scheduled_tasks GROUP BY task_name
                    """,
                List.of(
                        new Column("vouchsafe.jobs.waiting", "Pieces of background work that wait or are under way"),
                        new Column("vouchsafe.jobs.failing", "Pieces of background work whose last run failed"),
                        new Column(
                                "vouchsafe.jobs.late.seconds",
                                "Time for which the longest due piece of background work has not been begun")));
    }

    private static Figure connections() {
        return new Figure(
                "state",
                List.of("active", "idle", "idle_in_transaction", "other"),
                Figures.SOON,
                version -> """
                    SELECT CASE WHEN state IN ('active', 'idle', 'idle in transaction') THEN replace(state, ' ', '_')
                        ELSE 'other' END AS word, count(*)
                    FROM pg_stat_activity WHERE datname = current_database() GROUP BY word
                    """,
                List.of(new Column(
                        "vouchsafe.postgres.connections", "Connections to the database, of all servers and tools")));
    }

    private static Figure activity() {
        return single(
                Figures.SOON,
                """
                SELECT '',
                    coalesce(max(extract(epoch FROM now() - xact_start)), 0),
                    count(*) FILTER (WHERE wait_event_type = 'Lock')
                FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
                """,
                List.of(
                        new Column(
                                "vouchsafe.postgres.oldest.transaction.seconds", "Age of the oldest open transaction"),
                        new Column("vouchsafe.postgres.lock.waits", "Statements that wait for a lock just now")));
    }

    private static Figure checkpoints() {
        return new Figure(
                "cause",
                List.of("time", "space"),
                SELDOM,
                version -> version >= 17 ? """
                    SELECT word, number FROM pg_stat_checkpointer,
                        LATERAL (VALUES ('time', num_timed), ('space', num_requested)) AS each (word, number)
                    """ : """
                        SELECT word, number FROM pg_stat_bgwriter,
                            LATERAL (VALUES ('time', checkpoints_timed), ('space', checkpoints_req)) AS each (word, number)
                        """,
                List.of(new Column(
                        "vouchsafe.postgres.checkpoints",
                        "Checkpoints, by whether it was time or the log had grown large",
                        true)));
    }

    private static Figure rows() {
        return single(
                SELDOM,
                """
                SELECT '', coalesce(sum(n_live_tup), 0), coalesce(sum(n_dead_tup), 0) FROM pg_stat_user_tables
                """,
                List.of(
                        new Column("vouchsafe.postgres.live.rows", "Rows of all tables, as PostgreSQL estimates"),
                        new Column(
                                "vouchsafe.postgres.dead.rows",
                                "Rows that were changed or deleted and take room yet")));
    }

    private static Figure size() {
        return single(
                SELDOM,
                """
                SELECT '', pg_database_size(datname), age(datfrozenxid) FROM pg_database WHERE datname = current_database()
                """,
                List.of(
                        new Column("vouchsafe.postgres.size.bytes", "Size of the database on its disk"),
                        new Column(
                                "vouchsafe.postgres.transaction.age",
                                "Transactions since the oldest that is not frozen; at 2 thousand million no more are"
                                        + " taken")));
    }

    private static Figure limits() {
        return single(
                SELDOM,
                """
                SELECT '', current_setting('max_connections')::int, xact_commit, xact_rollback, deadlocks
                FROM pg_stat_database WHERE datname = current_database()
                """,
                List.of(
                        new Column("vouchsafe.postgres.connections.limit", "Connections that PostgreSQL takes"),
                        new Column("vouchsafe.postgres.commits", "Transactions that were stored", true),
                        new Column("vouchsafe.postgres.rollbacks", "Transactions that were undone", true),
                        new Column("vouchsafe.postgres.deadlocks", "Deadlocks that PostgreSQL broke", true)));
    }

    private static Figure single(Duration every, String sql, List<Column> columns) {
        return new Figure("", List.of(NONE), every, version -> sql, columns);
    }
}
