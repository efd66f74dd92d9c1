package vouchsafe.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heartbeat of the database: several times a second a connection of its own, outside every pool, announces a beat at
 * the address where rows are changed. Whether the database answers is known from it without asking, however busy the pool
 * is; and a {@link ChangeFeed} that hears the beats hears what others announce there.
 */
final class Pulse {
    /** The prefix of a beat on the channel. */
    static final String BEAT = "beat";

    // A beat that is lost in a crash is not missed: its commit waits for no disk.
    private static final String BEAT_STATEMENT =
            "SELECT set_config('synchronous_commit', 'off', true), pg_notify(?, ?)";
    private static final int PAUSE_MILLISECONDS = 300;
    /** Without a beat for so long, the database does not answer. */
    private static final long SILENCE_NANOSECONDS = Duration.ofSeconds(3).toNanos();

    private static final Logger log = LoggerFactory.getLogger(Pulse.class);

    private final Connector connector;
    private final String name = UUID.randomUUID().toString();
    private volatile Runnable lost = () -> {};
    private volatile boolean answers;
    private volatile long lastBeat;
    private volatile long beats;
    private volatile @Nullable Thread thread;

    Pulse(Connector connector) {
        this.connector = connector;
    }

    /** Asks to hear when the connection is lost: those in the pools may be lost too. */
    void onLost(Runnable renew) {
        lost = renew;
    }

    /** Whether the database answered a moment ago. */
    boolean answers() {
        return answers && System.nanoTime() - lastBeat < SILENCE_NANOSECONDS;
    }

    /** How many beats were announced. */
    long beats() {
        return beats;
    }

    /** When the beat was sent that is announced by this, by the clock of {@link System#nanoTime}; empty for another's. */
    Optional<Long> sent(String payload) {
        return payload.startsWith(name + ' ')
                ? Optional.of(Long.parseLong(payload.substring(name.length() + 1)))
                : Optional.empty();
    }

    void start() {
        Thread beating = Thread.ofPlatform().name("database-pulse").daemon().unstarted(this::beatUntilStopped);
        thread = beating;
        beating.start();
    }

    void stop() {
        Thread beating = thread;
        thread = null;
        if (beating != null) {
            beating.interrupt();
        }
    }

    private void beatUntilStopped() {
        boolean reported = false;
        while (thread != null) {
            try (Connection connection = connector.getConnection();
                    PreparedStatement beat = connection.prepareStatement(BEAT_STATEMENT)) {
                while (thread != null) {
                    beat(beat);
                    if (reported) {
                        log.info("the database answers again");
                        reported = false;
                    }
                    pause();
                }
            } catch (SQLException failure) {
                answers = false;
                if (thread != null && !reported) {
                    log.warn("event=database-pulse result=lost reason={}", failure.getMessage());
                    reported = true;
                    lost.run();
                }
            }
            pause();
        }
    }

    private void beat(PreparedStatement beat) throws SQLException {
        beat.setString(1, ChangeFeed.CHANNEL);
        beat.setString(2, BEAT + ' ' + name + ' ' + System.nanoTime());
        try {
            beat.execute();
            beats++;
        } catch (SQLException failure) {
            if (!DatabaseTrouble.of(failure).equals(Optional.of(DatabaseTrouble.BUSY))) {
                throw failure;
            }
            // It said that it has no turn for this: it answers.
        }
        lastBeat = System.nanoTime();
        answers = true;
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
