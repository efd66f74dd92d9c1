package vouchsafe.db;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import vouchsafe.metrics.Metrics;
import vouchsafe.metrics.Sizes;

/**
 * Makes one statement of what many threads ask of the database at the same moment: one round trip, one commit, one
 * flush of the log for all of them. A thread that comes while nothing is under way asks at once and waits for no other;
 * those that come meanwhile go together next. There is no thread of its own: the first of those that wait does the work
 * for the others.
 *
 * <p>A shared statement must not wait for a row that another transaction holds ({@code SKIP LOCKED}): it leaves out
 * what it could not have at once, and the thread that asked for that asks again alone, beside the others, and waits for
 * the row as long as the database lets it. Where a shared statement fails, each asks again alone too, so that none
 * suffers for another's question; questions must therefore be safe to ask twice. Where it failed because the database
 * is away, all are told so: asking again one by one would keep them waiting for the same word.
 *
 * <p>No thread waits for ever, neither for a turn nor for a statement that does not come back: it gets
 * {@link DatabaseBusy}.
 *
 * @param <Q> a question
 * @param <A> its answer
 */
public final class Batcher<Q, A> {
    /** How long a caller waits for its turn. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** How long a caller waits for a statement under way; the limits of connections end it before, or should. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(30);
    /** How many threads ask alone at once: each that waits for a row holds a connection, and others need some too. */
    private static final int ALONE_AT_ONCE = 2;

    private final int most;
    private final Function<List<Q>, List<@Nullable A>> together;
    private final Function<Q, A> alone;
    private final long patience;
    private final Semaphore lanes;
    private final Semaphore aloneLanes = new Semaphore(ALONE_AT_ONCE, true);
    private final Queue<Waiting<Q, A>> queue = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Sizes sizes;

    /**
     * For questions that wait for no row, such as plain reads.
     *
     * @param lanes how many statements may run at once
     * @param most how many questions go together at most
     * @param together answers questions, in their order
     */
    public Batcher(int lanes, int most, Function<List<Q>, List<A>> together) {
        this(
                lanes,
                most,
                together,
                question -> together.apply(List.of(question)).getFirst());
    }

    /**
     * For questions about rows that others may hold.
     *
     * @param lanes how many shared statements may run at once
     * @param most how many questions go together at most
     * @param together answers questions, in their order, without waiting for any row; null where one has to be
     *     asked alone
     * @param alone answers one question, and waits for its row
     */
    public Batcher(int lanes, int most, Function<List<Q>, List<@Nullable A>> together, Function<Q, A> alone) {
        this(lanes, most, together, alone, PATIENCE);
    }

    Batcher(
            int lanes,
            int most,
            Function<List<Q>, List<@Nullable A>> together,
            Function<Q, A> alone,
            Duration patience) {
        this.lanes = new Semaphore(lanes);
        this.most = most;
        this.together = together;
        this.alone = alone;
        this.patience = patience.toNanos();
    }

    /**
     * From now on the sizes of its statements are counted.
     *
     * @param name a constant that stands for what is asked
     */
    public void count(Metrics metrics, String name) {
        sizes = metrics.sizes("vouchsafe.batches", "Shared statements, and the questions in them", "batch", name);
    }

    private enum State {
        QUEUED,
        /** Part of a statement that is under way. */
        TAKEN,
        ANSWERED,
        /** The shared statement left it out, or failed. */
        ALONE,
        /** The database is away. */
        FAILED,
        /** Waited too long. */
        GONE
    }

    private static final class Waiting<Q, A> {
        private final Q question;
        private final Thread thread = Thread.currentThread();
        private final long since = System.nanoTime();
        private @Nullable A answer;
        private @Nullable RuntimeException failure;
        /** Written last, so that a thread that sees it changed sees the answer too. */
        private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);

        private Waiting(Q question) {
            this.question = question;
        }

        private boolean open() {
            return state.get() == State.QUEUED || state.get() == State.TAKEN;
        }

        private void end(State how) {
            // Not of one that gave up.
            state.compareAndSet(State.TAKEN, how);
            LockSupport.unpark(thread);
        }
    }

    /**
     * The answer, as if it had been asked alone. Inside a transaction it is asked alone, on the transaction's connection.
     *
     * @throws DatabaseBusy where there was no turn in time
     */
    public A ask(Q question) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return alone.apply(question);
        }
        Waiting<Q, A> mine = new Waiting<>(question);
        queue.add(mine);
        boolean interrupted = false;
        while (mine.open()) {
            if (mine.state.get() == State.QUEUED && lanes.tryAcquire()) {
                try {
                    answerWaiting();
                } finally {
                    lanes.release();
                    wakeNext();
                }
            } else {
                // The holder of the lane looks at the queue after giving it back, and so finds this thread.
                interrupted |= waitOn(mine);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return answer(mine);
    }

    private A answer(Waiting<Q, A> mine) {
        A answer = mine.answer;
        if (mine.state.get() == State.ANSWERED && answer != null) {
            return answer;
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
        if (mine.state.get() == State.GONE) {
            throw new DatabaseBusy("no turn among the statements of others in time");
        }
        return alone(mine.question);
    }

    /** Waits until something changes, or too long; says whether the thread was interrupted, which would not park again. */
    private boolean waitOn(Waiting<Q, A> mine) {
        boolean queued = mine.state.get() == State.QUEUED;
        long left = mine.since + (queued ? patience : LAST_PATIENCE.toNanos()) - System.nanoTime();
        if (left > 0) {
            LockSupport.parkNanos(this, left);
        } else if (mine.state.compareAndSet(queued ? State.QUEUED : State.TAKEN, State.GONE)) {
            queue.remove(mine);
        }
        return Thread.interrupted();
    }

    private void answerWaiting() {
        List<Waiting<Q, A>> batch = new ArrayList<>();
        for (Waiting<Q, A> next = queue.poll(); next != null; next = queue.poll()) {
            if (next.state.compareAndSet(State.QUEUED, State.TAKEN)) {
                batch.add(next);
            }
            if (batch.size() == most) {
                break;
            }
        }
        if (batch.isEmpty()) {
            return;
        }
        Sizes counted = sizes;
        if (counted != null) {
            counted.add(batch.size());
        }
        State outcome = State.ALONE;
        try {
            List<@Nullable A> answers = Work.TOGETHER.get(() ->
                    together.apply(batch.stream().map(each -> each.question).toList()));
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer = answers.get(i);
            }
            outcome = State.ANSWERED;
        } catch (RuntimeException failed) {
            // Else each asks alone and learns by itself what is wrong.
            if (batch.size() == 1 || DatabaseTrouble.of(failed).equals(Optional.of(DatabaseTrouble.AWAY))) {
                outcome = State.FAILED;
                batch.forEach(each -> each.failure = failed);
            }
        } finally {
            for (Waiting<Q, A> each : batch) {
                each.end(outcome);
            }
        }
    }

    private void wakeNext() {
        Waiting<Q, A> next = queue.peek();
        if (next != null) {
            LockSupport.unpark(next.thread);
        }
    }

    private A alone(Q question) {
        boolean turn;
        try {
            turn = aloneLanes.tryAcquire(patience, TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            turn = false;
        }
        if (!turn) {
            throw new DatabaseBusy("others wait for rows that somebody holds, and so did this");
        }
        try {
            return alone.apply(question);
        } finally {
            aloneLanes.release();
        }
    }
}
