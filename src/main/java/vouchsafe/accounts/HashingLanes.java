package vouchsafe.accounts;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Threads that hash, and the line before them. They are platform threads: requests run on virtual ones, which share as
 * many carriers as there are processors and are never put aside while they compute, so that hashing there stops
 * everything else. One processor is left to everything else where there is more than one. The line is short; a request
 * that finds it full is told so at once.
 */
final class HashingLanes implements AutoCloseable {
    /** A hash takes some 40 ms, so the last in line waits about a second. */
    private static final int PLACES_PER_LANE = 24;

    private final ThreadPoolExecutor lanes;
    private final Duration longest;

    /**
     * @param count how many hash at a time
     * @param longest after how long a request in line is sent away, on a machine that does not come to it
     */
    HashingLanes(int count, Duration longest) {
        this.lanes = new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(count * PLACES_PER_LANE),
                Thread.ofPlatform()
                        .name("hashing-", 0)
                        .daemon()
                        .priority(Thread.MIN_PRIORITY)
                        .factory());
        this.longest = longest;
    }

    /** Whether a request that came now would be sent away: worth knowing before anything else is done for it. */
    boolean full() {
        return lanes.getQueue().remainingCapacity() == 0;
    }

    /** How many wait in line. */
    int waiting() {
        return lanes.getQueue().size();
    }

    /** How many hash just now. */
    int busy() {
        return lanes.getActiveCount();
    }

    /** The result of the work; empty, without waiting, where the line is full, and where the time is over. */
    <T> Optional<T> run(Callable<T> work) {
        FutureTask<T> turn = new FutureTask<>(work);
        try {
            lanes.execute(turn);
            return Optional.of(turn.get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException full) {
            return Optional.empty();
        } catch (TimeoutException late) {
            return leave(turn);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return leave(turn);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("hashing failed", failed.getCause());
        }
    }

    /** The result is not awaited any more, so the place in line is free. */
    private <T> Optional<T> leave(FutureTask<T> turn) {
        turn.cancel(false);
        lanes.remove(turn);
        return Optional.empty();
    }

    @Override
    public void close() {
        lanes.shutdownNow();
    }
}
