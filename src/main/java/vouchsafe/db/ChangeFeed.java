package vouchsafe.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
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

/**
 * Tells every node what changed, so that caches need not guess: {@code pg_notify} in the caller's transaction, and one
 * listening connection per node outside the pool.
 *
 * <p>Contract: a subscriber hears of a change after the transaction that published it has committed, in the order of
 * commits, on one thread; it must not block. Whenever the listening connection was lost, {@link Subscriber#onGap()} comes
 * before anything else on the new one. While {@link #up()} is false, changes may be unheard.
 *
 * <p>Publishing serialises the commits of those who publish (PostgreSQL's notification queue has one lock), so what changes
 * on every request is announced by many requests together (see {@link Batcher} and {@link #publishCommitted}) or not at all.
 */
public final class ChangeFeed implements SmartLifecycle {
    /** The one channel of PostgreSQL on which everything is announced, as {@code name payload}. */
    public static final String CHANNEL = "vouchsafe";

    /** How long the listener waits before it asks the server whether the connection still lives. */
    private static final int HEARTBEAT_MILLISECONDS = 300;
    /** Silence after which the connection counts as down, long before TCP notices. */
    private static final long TRUSTED_NANOSECONDS = Duration.ofSeconds(1).toNanos();

    private static final int MOST_TOGETHER = 128;
    private static final int RETRY_MILLISECONDS = 250;
    private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);

    private final JdbcClient sql;
    private final DatabaseSettings settings;
    private final Batcher<String, Boolean> committed;
    private final Map<String, List<Subscriber>> subscribers = new ConcurrentHashMap<>();
    private volatile boolean connected;
    private volatile long lastHeard;
    private volatile @Nullable Thread listener;

    ChangeFeed(JdbcClient sql, DatabaseSettings settings) {
        this.sql = sql;
        this.settings = settings;
        this.committed = new Batcher<>(1, MOST_TOGETHER, this::notify);
    }

    /** Someone who keeps a copy of rows and must know when it is stale. */
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
            // What was done stays done, and whoever did it is told so.
            log.warn("a change was not announced on {}: {}", channel, away.getMessage());
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

    @Override
    public void start() {
        // Known as running before it runs: a thread that was quicker would take itself for stopped.
        Thread thread = Thread.ofPlatform().name("change-feed").daemon().unstarted(this::listenUntilStopped);
        listener = thread;
        thread.start();
    }

    @Override
    public void stop() {
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
            try (Connection connection = connect()) {
                reported = false;
                listen(connection);
            } catch (SQLException failure) {
                if (isRunning() && !reported) {
                    log.warn("change feed down, trying again: {}", failure.getMessage());
                    reported = true;
                }
            } finally {
                connected = false;
            }
            pause();
        }
    }

    private void listen(Connection connection) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + CHANNEL);
            forgetEverything();
            lastHeard = System.nanoTime();
            connected = true;
            log.info("change feed up");
            while (isRunning()) {
                PGNotification[] notifications = postgres.getNotifications(HEARTBEAT_MILLISECONDS);
                if (notifications != null) {
                    for (PGNotification notification : notifications) {
                        dispatch(notification.getParameter());
                    }
                }
                long asked = System.nanoTime();
                statement.execute("SELECT 1");
                lastHeard = asked;
            }
        }
    }

    private void dispatch(String message) {
        int space = message.indexOf(' ');
        if (space < 0) {
            return;
        }
        String payload = message.substring(space + 1);
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

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "vouchsafe change feed");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("loginTimeout", "5");
        // Bounds the wait for the answer to a heartbeat; the wait for notifications has its own.
        properties.setProperty("socketTimeout", "3");
        return DriverManager.getConnection(settings.jdbcUrl(), properties);
    }

    private void pause() {
        if (isRunning()) {
            try {
                Thread.sleep(RETRY_MILLISECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
