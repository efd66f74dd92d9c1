package vouchsafe.db;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lets what many threads ask of the database at the same moment be one statement: one round trip, one commit, one flush of
 * the log for all of them. Whoever comes while nothing is under way asks at once and waits for nobody; those who come
 * meanwhile go together next. No thread of its own: the first of those who wait does the work for the others.
 *
 * <p>Where a shared statement fails, each asks again alone, so that nobody suffers for another's question; what is asked
 * must therefore be safe to ask twice.
 *
 * @param <Q> a question
 * @param <A> its answer
 */
public final class Batcher<Q, A> {
    private final int most;
    private final Function<List<Q>, List<A>> together;
    private final Semaphore lanes;
    private final Queue<Waiting<Q, A>> queue = new ConcurrentLinkedQueue<>();

    /**
     * @param lanes how many statements may run at once
     * @param most how many questions go together at most
     * @param together answers questions, in their order
     */
    public Batcher(int lanes, int most, Function<List<Q>, List<A>> together) {
        this.lanes = new Semaphore(lanes);
        this.most = most;
        this.together = together;
    }

    private enum State {
        QUEUED,
        /** Part of a statement that is under way. */
        TAKEN,
        ANSWERED,
        /** The shared statement failed. */
        ALONE
    }

    private static final class Waiting<Q, A> {
        private final Q question;
        private final Thread thread = Thread.currentThread();
        private @Nullable A answer;
        /** Written last, so that whoever sees it changed sees the answer too. */
        private volatile State state = State.QUEUED;

        private Waiting(Q question) {
            this.question = question;
        }

        private boolean open() {
            return state == State.QUEUED || state == State.TAKEN;
        }

        private void end(State how) {
            state = how;
            LockSupport.unpark(thread);
        }
    }

    /**
     * The answer, as if it had been asked alone. Inside a transaction it is asked alone, on the transaction's connection.
     */
    public A ask(Q question) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return alone(question);
        }
        Waiting<Q, A> mine = new Waiting<>(question);
        queue.add(mine);
        boolean interrupted = false;
        while (mine.open()) {
            if (mine.state == State.QUEUED && lanes.tryAcquire()) {
                try {
                    answerWaiting();
                } finally {
                    lanes.release();
                    wakeNext();
                }
            } else {
                // Whoever holds the lane looks at the queue after giving it back, and so finds this thread.
                LockSupport.park(this);
                // An interrupted thread would not park again.
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        A answer = mine.answer;
        return mine.state == State.ANSWERED && answer != null ? answer : alone(question);
    }

    private void answerWaiting() {
        List<Waiting<Q, A>> batch = new ArrayList<>();
        for (Waiting<Q, A> next = queue.poll(); next != null; next = queue.poll()) {
            next.state = State.TAKEN;
            batch.add(next);
            if (batch.size() == most) {
                break;
            }
        }
        if (batch.isEmpty()) {
            return;
        }
        State outcome = State.ALONE;
        try {
            List<A> answers =
                    together.apply(batch.stream().map(each -> each.question).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer = answers.get(i);
            }
            outcome = State.ANSWERED;
        } catch (RuntimeException failed) {
            // Each asks alone and learns by itself what is wrong.
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
        return together.apply(List.of(question)).getFirst();
    }
}
