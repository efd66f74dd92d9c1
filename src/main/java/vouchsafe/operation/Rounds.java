package vouchsafe.operation;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** What each node does for itself again and again: say that it lives, have a doctor look, and have administrators told. */
final class Rounds implements SmartLifecycle {
    /** When everything has begun: the doctor asks the server through its public address. */
    private static final Duration FIRST_LOOK = Duration.ofMinutes(2);

    private static final Duration LOOKS = Duration.ofHours(1);
    private static final Logger log = LoggerFactory.getLogger(Rounds.class);

    private final Nodes nodes;
    private final Checkup checkup;
    private final Watch watch;
    private final Alarms alarms;
    private @Nullable ScheduledExecutorService threads;

    Rounds(Nodes nodes, Checkup checkup, Watch watch, Alarms alarms) {
        this.nodes = nodes;
        this.checkup = checkup;
        this.watch = watch;
        this.alarms = alarms;
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService begun = Executors.newScheduledThreadPool(
                2, Thread.ofPlatform().daemon().name("rounds-", 0).factory());
        begun.scheduleWithFixedDelay(
                () -> untroubled("node", nodes::beat), 0, Nodes.BEAT.toMillis(), TimeUnit.MILLISECONDS);
        begun.scheduleWithFixedDelay(
                () -> untroubled("checkup", this::look),
                FIRST_LOOK.toMillis(),
                LOOKS.toMillis(),
                TimeUnit.MILLISECONDS);
        threads = begun;
    }

    private void look() {
        alarms.tell(watch.alarms(checkup.look().findings()));
    }

    /** A round that fails is not the last one. */
    private static void untroubled(String round, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            log.warn(
                    "event=round round={} failure={}", round, failure.getClass().getSimpleName());
        }
    }

    @Override
    public synchronized void stop() {
        ScheduledExecutorService begun = threads;
        if (begun != null) {
            begun.shutdownNow();
            threads = null;
            untroubled("leave", nodes::leave);
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return threads != null;
    }
}
