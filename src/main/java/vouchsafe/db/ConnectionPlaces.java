package vouchsafe.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.IMetricsTracker;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;
import vouchsafe.metrics.Counts;
import vouchsafe.metrics.Durations;
import vouchsafe.metrics.Label;
import vouchsafe.metrics.Metrics;

/**
 * The connections of this node, divided among the kinds of {@link Work}: a thread gets one of those that are there for what
 * it does. A node with few connections has no kinds.
 */
public final class ConnectionPlaces extends AbstractDataSource implements AutoCloseable {
    /** With fewer, a kind would have no second one. */
    private static final int FEWEST_TO_DIVIDE = 8;
    /** How many wait for one connection at most; more would only wait to be refused. */
    private static final int LONGEST_QUEUE = 250;
    /** PostgreSQL's code for a connection that failed. */
    private static final String LOST = "08006";
    /** How long a start waits for a database that starts too. */
    static final Duration START = Duration.ofSeconds(30);

    static final Duration PAUSE = Duration.ofMillis(250);

    private final BooleanSupplier databaseAnswers;
    private final Map<Work, HikariDataSource> pools = new EnumMap<>(Work.class);
    private final Durations waits;
    private final Counts refusals;

    ConnectionPlaces(Connectors connectors, int size, BooleanSupplier databaseAnswers, Metrics metrics) {
        this.databaseAnswers = databaseAnswers;
        Label work = Label.of("work", Work.class);
        this.waits = metrics.spreadDurations("vouchsafe.pool.waits", "Waits for a database connection", work);
        this.refusals = metrics.counts(
                "vouchsafe.pool.refusals", "Work that was sent away for want of a database connection", work);
        connect(connectors, size);
        for (Work each : Work.values()) {
            gauges(metrics, each);
        }
    }

    private void connect(Connectors connectors, int size) {
        Duration turn = connectors.limits().turn();
        if (size < FEWEST_TO_DIVIDE) {
            HikariDataSource only = pool(connectors.rows(), "vouchsafe", size, turn, true, Work.PAGES);
            for (Work work : Work.values()) {
                pools.put(work, only);
            }
            return;
        }
        for (Work work : Work.values()) {
            pools.put(
                    work,
                    pool(
                            switch (work) {
                                case TOGETHER -> connectors.shared();
                                case JOBS -> connectors.jobs();
                                case TOKENS, PAGES, FILES -> connectors.rows();
                            },
                            "vouchsafe " + work.word(),
                            work.of(size),
                            turn.multipliedBy(work.patience()),
                            pools.isEmpty(),
                            work));
        }
    }

    private void gauges(Metrics metrics, Work work) {
        String word = work.word();
        HikariDataSource pool = pool(work);
        metrics.gauge(
                "vouchsafe.pool.connections",
                "Database connections there may be",
                pool::getMaximumPoolSize,
                "work",
                word);
        metrics.gauge(
                "vouchsafe.pool.used",
                "Database connections in use",
                () -> pool.getHikariPoolMXBean().getActiveConnections(),
                "work",
                word);
        metrics.gauge(
                "vouchsafe.pool.waiting",
                "Threads that wait for a database connection",
                () -> pool.getHikariPoolMXBean().getThreadsAwaitingConnection(),
                "work",
                word);
    }

    /** @param first whether to wait until the database takes a connection; the others connect meanwhile */
    private HikariDataSource pool(Connector connector, String name, int size, Duration turn, boolean first, Work work) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(name);
        pool.setDataSource(connector);
        pool.setMaximumPoolSize(size);
        pool.setConnectionTimeout(Math.max(250, turn.toMillis()));
        pool.setValidationTimeout(Math.clamp(turn.toMillis() / 2, 250, 2_000));
        pool.setInitializationFailTimeout(first ? START.toMillis() : -1);
        pool.setMetricsTrackerFactory((poolName, stats) -> new Waits(work.word()));
        return new HikariDataSource(pool);
    }

    /** Counts the waits for one pool. */
    private final class Waits implements IMetricsTracker {
        private final String work;

        Waits(String work) {
            this.work = work;
        }

        @Override
        public void recordConnectionAcquiredNanos(long nanoseconds) {
            waits.add(nanoseconds, work);
        }

        @Override
        public void recordConnectionTimeout() {
            refusals.add(work);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        HikariDataSource pool = pool(Work.current());
        if (pool.getHikariPoolMXBean().getThreadsAwaitingConnection() >= LONGEST_QUEUE * pool.getMaximumPoolSize()) {
            refusals.add(Work.current().word());
            throw new DatabaseBusy("too many wait for a connection of " + pool.getPoolName());
        }
        try {
            return pool.getConnection();
        } catch (SQLTransientConnectionException noneFree) {
            if (!databaseAnswers.getAsBoolean()) {
                // They are in use for ever, or can't be made: a thread that waits for them is not kept waiting by
                // others.
                throw new SQLException("the database does not answer", LOST, noneFree);
            }
            throw noneFree;
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    /** The connections for one kind of work, regardless of what the asking thread does. */
    DataSource of(Work work) {
        return pool(work);
    }

    private HikariDataSource pool(Work work) {
        return Objects.requireNonNull(pools.get(work), "every kind has its places");
    }

    /** The database may be another one now, such as a standby that was promoted: what is idle is made anew. */
    void renew() {
        distinct().forEach(pool -> pool.getHikariPoolMXBean().softEvictConnections());
    }

    /**
     * How one kind fares.
     *
     * @param size how many connections it may hold
     * @param used how many are in use
     * @param waiting how many threads wait for one
     */
    public record Fill(int size, int used, int waiting) {}

    /** How each kind fares. */
    public Map<Work, Fill> fill() {
        Map<Work, Fill> fill = new EnumMap<>(Work.class);
        pools.forEach((work, pool) -> fill.put(
                work,
                new Fill(
                        pool.getMaximumPoolSize(),
                        pool.getHikariPoolMXBean().getActiveConnections(),
                        pool.getHikariPoolMXBean().getThreadsAwaitingConnection())));
        return fill;
    }

    private Set<HikariDataSource> distinct() {
        return new HashSet<>(pools.values());
    }

    @Override
    public void close() {
        distinct().forEach(HikariDataSource::close);
    }
}
