package vouchsafe.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.metrics.Counts;
import vouchsafe.metrics.Metrics;

/**
 * Tells every node what changed, so that caches need not guess: {@code pg_notify} in the caller's transaction, and one
 * listening connection per node outside the pool.
 *
 * <p>It counts as up while it hears itself: the beats that the {@link Pulse} of this node announces over another
 * connection. A listening connection that lives proves nothing, since a pooler may have lent the session to another
 * client.
 *
 * <p>Contract: a subscriber hears of a change after the transaction that published it has committed, in the order of
 * commits, on one thread; it must not block. Whenever the listening connection was lost, {@link Subscriber#onGap()}
 * comes before anything else on the new one. While {@link #up()} is false, changes may be unheard.
 *
 * <p>Publishing serialises the commits of those who publish (PostgreSQL's notification queue has one lock), so a change
 * that every request makes is announced by many requests together (see {@link Batcher} and {@link #publishCommitted})
 * or not at all.
 */
public final class ChangeFeed implements SmartLifecycle {
    /** The one channel of PostgreSQL on which everything is announced, as {@code name payload}. */
    public static final String CHANNEL = "vouchsafe";

    /** How long the listener waits before it looks whether it has heard itself. */
    private static final int LOOK_MILLISECONDS = 300;
    /** Silence after which changes may have gone unheard, long before TCP notices. */
    private static final long TRUSTED_NANOSECONDS = Duration.ofSeconds(1).toNanos();
    /** Silence after which another connection is made. */
    private static final long DEAF_NANOSECONDS = Duration.ofSeconds(3).toNanos();
    /** How long a start waits for the database. */
    private static final Duration START = Duration.ofSeconds(30);
    /** How many beats a start lets go by unheard; no machine is so slow that it hears none of so many. */
    private static final int BEATS_UNHEARD = 25;

    private static final int MOST_TOGETHER = 128;
    private static final int RETRY_MILLISECONDS = 250;
    private static final int START_PAUSE_MILLISECONDS = 5;
    private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);

    private final JdbcClient sql;
    private final Connector connector;
    private final Pulse pulse;
    private final boolean twoAddresses;
    private final Batcher<String, Boolean> committed;
    private final Map<String, List<Subscriber>> subscribers = new ConcurrentHashMap<>();
    private final Metrics metrics;
    private final Counts downs;
    private volatile boolean connected;
    /** When the beat was sent that was heard last. */
    private volatile long lastHeard = System.nanoTime() - DEAF_NANOSECONDS;

    /** How long the beat that was heard last was on its way. */
    private volatile long lag;

    /** Whether it was up at the last look of the listener, whose alone this is. */
    private boolean heard;

    private volatile @Nullable Thread listener;

    ChangeFeed(JdbcClient sql, Connectors connectors, Pulse pulse, Metrics metrics) {
        this.sql = sql;
        this.connector = connectors.feed();
        this.pulse = pulse;
        this.twoAddresses = connectors.twoAddresses();
        this.committed = new Batcher<>(1, MOST_TOGETHER, this::notify);
        this.metrics = metrics;
        this.downs = metrics.counts("vouchsafe.changes.downs", "Times at which changes began to go unheard");
        committed.count(metrics, "announcements");
        metrics.gauge(
                "vouchsafe.changes.up", "1 while changes by all nodes are heard, otherwise 0", () -> up() ? 1 : 0);
        metrics.gauge(
                "vouchsafe.changes.lag.seconds",
                "Time that the last change which was heard was on its way",
                () -> lag / 1e9);
        metrics.gauge(
                "vouchsafe.changes.silence.seconds",
                "Time since the last change that was heard was made",
                () -> (System.nanoTime() - lastHeard) / 1e9);
        metrics.gauge(
                "vouchsafe.database.up", "1 while the database answers, otherwise 0", () -> databaseAnswers() ? 1 : 0);
    }

    /** What the keepers of copies count with. */
    public Metrics metrics() {
        return metrics;
    }

    /** A keeper of copies of rows, which must know when they are stale. */
    public interface Subscriber {
        /** Something changed; the payload says what. */
        void onChange(String payload);

        /** Changes may have been missed: forget everything. */
        void onGap();
    }

    /**
     * Announces a change in the caller's transaction: heard if that commits, never if it does not.
     *
     * @param channel a name without spaces
     * @param payload what changed, up to 7,900 bytes, no secret
     */
    public void publish(String channel, String payload) {
        sql.sql("SELECT pg_notify(:channel, :payload)")
                .param("channel", CHANNEL)
                .param("payload", channel + ' ' + payload)
                .query((row, number) -> 0)
                .list();
    }

    /**
     * Announces a change that has been committed, together with what others announce at this moment. A node that dies in
     * between announces nothing: good for news, not for what caches rely on. Inside a transaction it is {@link #publish}.
     *
     * @param channel a name without spaces
     * @param payload what changed, up to 7,900 bytes, no secret
     */
    public void publishCommitted(String channel, String payload) {
        try {
            committed.ask(channel + ' ' + payload);
        } catch (DataAccessException away) {
            // The act stays done, and its caller is told so.
            DatabaseTrouble.report(log, "event=change-feed.unannounced channel=" + channel, away);
        }
    }

    private List<Boolean> notify(List<String> messages) {
        return sql.sql("SELECT true FROM unnest(:messages) message, pg_notify(:channel, message)")
                .param("messages", messages.toArray(String[]::new))
                .param("channel", CHANNEL)
                .query(Boolean.class)
                .list();
    }

    /** From now on the subscriber hears of changes on this channel. */
    public void subscribe(String channel, Subscriber subscriber) {
        if (channel.indexOf(' ') >= 0) {
            throw new IllegalArgumentException("a channel name has no spaces: " + channel);
        }
        subscribers
                .computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>())
                .add(subscriber);
    }

    /** Whether every change committed up to a moment ago has been heard. */
    public boolean up() {
        return connected && System.nanoTime() - lastHeard < TRUSTED_NANOSECONDS;
    }

    /** Whether the database answered a moment ago at the address where rows are changed. */
    public boolean databaseAnswers() {
        return pulse.answers();
    }

    @Override
    public void start() {
        // Known as running before it runs: a thread that was quicker would take itself for stopped.
        Thread thread = Thread.ofPlatform().name("change-feed").daemon().unstarted(this::listenUntilStopped);
        listener = thread;
        thread.start();
        pulse.start();
        try {
            awaitItself();
        } catch (DatabaseUnavailable deaf) {
            stop();
            throw deaf;
        }
    }

    /** A server that does not hear of changes would go on serving what others have revoked. */
    private void awaitItself() {
        long deadline = System.nanoTime() + START.toNanos();
        long unheard = 0;
        while (!up()) {
            unheard = connected ? unheard : pulse.beats();
            if (connected && pulse.beats() - unheard > BEATS_UNHEARD) {
                throw new DatabaseUnavailable(
                        twoAddresses
                                ? "db-feed-url (VOUCHSAFE_DB_FEED_URL) does not hear what is announced at db-url: it is"
                                        + " another database's, or leads through a pooler that does not keep sessions;"
                                        + " give the database's own address"
                                : "what is announced at db-url (VOUCHSAFE_DB_URL) is not heard there, as behind a"
                                        + " pooler that does not keep sessions; give the database's own address as"
                                        + " db-feed-url (VOUCHSAFE_DB_FEED_URL) as well");
            }
            if (System.nanoTime() > deadline) {
                throw new DatabaseUnavailable("the database cannot be reached at "
                        + (connected
                                ? "db-url (VOUCHSAFE_DB_URL)"
                                : "the address where changes are heard, which is db-feed-url"
                                        + " (VOUCHSAFE_DB_FEED_URL) or else db-url"));
            }
            pause(START_PAUSE_MILLISECONDS);
        }
    }

    @Override
    public void stop() {
        pulse.stop();
        Thread running = listener;
        listener = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return listener != null;
    }

    /** Before the web server starts, and until after it has stopped. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void listenUntilStopped() {
        boolean reported = false;
        while (isRunning()) {
            try (Connection connection = connector.getConnection()) {
                reported = false;
                listen(connection);
            } catch (SQLException failure) {
                if (isRunning() && heard) {
                    downs.add();
                }
                if (isRunning() && !reported) {
                    log.warn("change feed down, trying again: {}", failure.getMessage());
                    reported = true;
                }
            } finally {
                connected = false;
            }
            pause(RETRY_MILLISECONDS);
        }
    }

    private void listen(Connection connection) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + CHANNEL);
            forgetEverything();
            lastHeard = System.nanoTime() - DEAF_NANOSECONDS;
            connected = true;
            long since = System.nanoTime();
            boolean said = false;
            heard = false;
            while (isRunning()) {
                PGNotification[] notifications = postgres.getNotifications(LOOK_MILLISECONDS);
                if (notifications != null) {
                    for (PGNotification notification : notifications) {
                        dispatch(notification.getParameter());
                    }
                }
                if (heard && !up()) {
                    downs.add();
                }
                heard = up();
                if (!said && heard) {
                    log.info("change feed up");
                    said = true;
                }
                since = up() ? System.nanoTime() : since;
                if (System.nanoTime() - since > DEAF_NANOSECONDS) {
                    if (said && pulse.answers()) {
                        throw new SQLException("it does not hear what this server announces");
                    }
                    // Nothing is announced just now, or never was heard: does this connection still live?
                    statement.execute("SELECT 1");
                    since = System.nanoTime();
                }
            }
        }
    }

    private void dispatch(String message) {
        int space = message.indexOf(' ');
        if (space < 0) {
            return;
        }
        String payload = message.substring(space + 1);
        if (message.startsWith(Pulse.BEAT) && space == Pulse.BEAT.length()) {
            pulse.sent(payload).ifPresent(sent -> {
                lastHeard = sent;
                lag = System.nanoTime() - sent;
            });
            return;
        }
        for (Subscriber subscriber : subscribers.getOrDefault(message.substring(0, space), List.of())) {
            guarded(() -> subscriber.onChange(payload));
        }
    }

    private void forgetEverything() {
        subscribers.values().forEach(all -> all.forEach(subscriber -> guarded(subscriber::onGap)));
    }

    /** One failing subscriber must not cost the others their news. */
    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException failure) {
            log.error("a change feed subscriber failed", failure);
        }
    }

    private void pause(int milliseconds) {
        if (isRunning()) {
            try {
                Thread.sleep(milliseconds);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
