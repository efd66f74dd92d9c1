package vouchsafe.hypothesis.live;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import vouchsafe.db.DatabaseTrouble;

/** The one thread that works out this node's news and their readers: tasks run in the order in which they come. */
final class NewsThread implements SmartLifecycle {
    /** The longest queue: news beyond it would be old, and losing some is better than running out of memory. */
    private static final int MOST_WAITING = 50_000;

    private static final Logger log = LoggerFactory.getLogger(NewsThread.class);

    private volatile @Nullable ThreadPoolExecutor thread;

    /** Queues a task and returns at once. */
    void run(Runnable telling) {
        ThreadPoolExecutor running = thread;
        if (running == null) {
            return;
        }
        try {
            running.execute(() -> guarded(telling));
        } catch (RejectedExecutionException tooMany) {
            log.warn("news was lost: {} wait already", MOST_WAITING);
        }
    }

    private static void guarded(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException failure) {
            DatabaseTrouble.report(log, "event=live-news.lost", failure);
        }
    }

    @Override
    public void start() {
        thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().name("live-news").daemon().factory());
    }

    @Override
    public void stop() {
        ThreadPoolExecutor running = thread;
        thread = null;
        if (running != null) {
            running.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
