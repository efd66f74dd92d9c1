package vouchsafe.hypothesis.live;

import jakarta.websocket.CloseReason.CloseCodes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.DatabaseTrouble;
import vouchsafe.db.RowCache;
import vouchsafe.hypothesis.ApiCaller;
import vouchsafe.hypothesis.ApiCallers;
import vouchsafe.oauth.AccessTokens;
import vouchsafe.oauth.DeveloperTokens;
import vouchsafe.web.Stopping;

/**
 * Ends sockets: at the second in which their token expires; as soon as it is revoked, on any node, also because its member
 * withdrew, was suspended or deleted the account; when the other end is gone, or a message does not come to its end; and
 * all of them when this server stops. Where an announcement is lost, the next round finds the change within half a minute.
 *
 * <p>One thread looks; nothing it does waits for a socket.
 */
final class TokenWatch implements SmartLifecycle {
    /** Every socket is looked at and pinged once in so many seconds, a part of them each second. */
    private static final int ROUND_SECONDS = 30;

    private static final Duration PATIENCE = Duration.ofSeconds(ROUND_SECONDS * 5L / 2);

    /** Longest time from the first to the last part of one message. */
    private static final Duration LONGEST_MESSAGE = Duration.ofSeconds(10);

    /**
     * Delays of the two looks at an announced token: at the first one, this node may still hold its old copy of the row.
     */
    private static final List<Duration> LOOKS = List.of(Duration.ofMillis(30), Duration.ofMillis(800));

    private static final Logger log = LoggerFactory.getLogger(TokenWatch.class);

    private final LiveSockets sockets;
    private final ApiCallers callers;
    private final InstantSource clock;
    private volatile @Nullable ScheduledExecutorService thread;
    private long second;

    TokenWatch(LiveSockets sockets, ApiCallers callers, InstantSource clock, ChangeFeed changes, Stopping stopping) {
        this.sockets = sockets;
        this.callers = callers;
        this.clock = clock;
        changes.subscribe(AccessTokens.FAMILY_CHANGES, new Heard(RowCache::announced));
        changes.subscribe(DeveloperTokens.ENDED, new Heard(payload -> List.of(UUID.fromString(payload))));
        // Clients go to another server at once, and not when the longest upload has come to its end.
        stopping.whenThePortCloses(sockets::sendElsewhere);
    }

    /** Hears of tokens that changed or ended. */
    private final class Heard implements ChangeFeed.Subscriber {
        private final Function<String, List<UUID>> ids;

        Heard(Function<String, List<UUID>> ids) {
            this.ids = ids;
        }

        @Override
        public void onChange(String payload) {
            ids.apply(payload).stream()
                    .filter(id -> !sockets.ofToken(id).isEmpty())
                    .forEach(id -> look(() -> sockets.ofToken(id)));
        }

        @Override
        public void onGap() {
            look(sockets::all);
        }
    }

    private void look(Supplier<List<LiveSocket>> which) {
        ScheduledExecutorService running = thread;
        if (running != null && !running.isShutdown()) {
            LOOKS.forEach(delay -> running.schedule(
                    guarded(() -> which.get().forEach(this::check)), delay.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private void everySecond() {
        Instant now = clock.instant();
        second++;
        int place = 0;
        for (LiveSocket socket : sockets.all()) {
            if (socket.expired(now)) {
                socket.end(LiveSocket.TOKEN_ENDED, "the token expired");
            } else if (socket.unfinishedSince(now.minus(LONGEST_MESSAGE))) {
                socket.end(CloseCodes.VIOLATED_POLICY, "a message took too long to arrive");
            } else if (place++ % ROUND_SECONDS == second % ROUND_SECONDS) {
                attend(socket, now);
            }
        }
    }

    private void attend(LiveSocket socket, Instant now) {
        if (socket.silentSince(now.minus(PATIENCE))) {
            socket.end(CloseCodes.GOING_AWAY, "");
            return;
        }
        check(socket);
        socket.ping();
    }

    private void check(LiveSocket socket) {
        if (socket.token().isPresent() && !(callers.byToken(socket.tokenText()) instanceof ApiCaller.ForMember)) {
            socket.end(LiveSocket.TOKEN_ENDED, "the token ended");
        }
    }

    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException failure) {
                DatabaseTrouble.report(log, "event=token-watch", failure);
            }
        };
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("live-tokens").daemon().factory());
        started.scheduleAtFixedRate(guarded(this::everySecond), 1, 1, TimeUnit.SECONDS);
        thread = started;
    }

    /** Stops before the container does, whose goodbye would make clients stay away. */
    @Override
    public void stop() {
        ScheduledExecutorService running = thread;
        thread = null;
        if (running != null) {
            running.shutdownNow();
        }
        sockets.close();
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Stops before everything else does. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
