package vouchsafe.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;

/** People and apps who use a service all the time, and stand still while what they were answered for is looked up. */
final class Load implements AutoCloseable {
    private static final Duration BETWEEN_ACTS = Duration.ofMillis(30);
    private static final Duration AFTER_NONE = Duration.ofMillis(200);
    /** Time for a service to be itself again, on a machine that has other work. */
    static final Duration RECOVERY = Duration.ofMinutes(4);

    private final Calls calls;
    private final History history;
    private final Map<Actor, AtomicInteger> acts = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    /** Acts share it; who looks up what they left has it alone. */
    private final ReentrantReadWriteLock still = new ReentrantReadWriteLock(true);

    private volatile Duration pace = BETWEEN_ACTS;
    private volatile boolean ended;

    Load(Calls calls, History history) {
        this.calls = calls;
        this.history = history;
    }

    /** Lets each wait so long between two acts. */
    void pace(Duration time) {
        pace = time;
    }

    void begin(Actor actor) {
        AtomicInteger count = new AtomicInteger();
        acts.put(actor, count);
        threads.add(Thread.ofVirtual().start(() -> {
            while (!ended && acts.containsKey(actor)) {
                pause(act(actor, count) ? pace : AFTER_NONE);
            }
        }));
    }

    /** Whether it was answered. */
    private boolean act(Actor actor, AtomicInteger count) {
        still.readLock().lock();
        try {
            actor.act();
            count.incrementAndGet();
            history.answered(actor.kind());
            return true;
        } catch (Unanswered none) {
            history.unanswered();
            return false;
        } catch (RuntimeException broken) {
            retire(actor, broken);
            return false;
        } finally {
            still.readLock().unlock();
        }
    }

    /** Whoever met a broken promise has nothing more to hold the service to. */
    private void retire(Actor actor, RuntimeException broken) {
        acts.remove(actor);
        history.broken(
                actor.kind(),
                broken instanceof BrokenPromise ? String.valueOf(broken.getMessage()) : broken.toString());
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until everybody was answered so many times more. */
    void await(int times) {
        await(actor -> true, times);
    }

    /** The same for everybody but one kind. */
    void awaitOthers(String kind, int times) {
        await(actor -> !actor.kind().equals(kind), times);
    }

    /** The same for these kinds alone. */
    void awaitOf(List<String> kinds, int times) {
        await(actor -> kinds.contains(actor.kind()), times);
    }

    private void await(Predicate<Actor> whom, int times) {
        Map<Actor, Integer> wanted = new ConcurrentHashMap<>();
        acts.forEach((actor, count) -> wanted.put(actor, count.get() + times));
        wanted.keySet().removeIf(whom.negate());
        long deadline = System.nanoTime() + RECOVERY.toNanos();
        while (!behind(wanted).isEmpty()) {
            if (System.nanoTime() > deadline) {
                history.broken(
                        "recovery",
                        "after " + RECOVERY.toSeconds() + " s somebody has still no answer: " + behind(wanted));
                return;
            }
            pause(BETWEEN_ACTS);
        }
    }

    /** Who was not answered so often yet; nobody waits for who has retired. */
    private List<String> behind(Map<Actor, Integer> wanted) {
        return acts.entrySet().stream()
                .filter(each -> each.getValue().get() < wanted.getOrDefault(each.getKey(), 0))
                .map(each -> each.getKey().kind())
                .toList();
    }

    /** Looks up at every node what was answered for, while nobody does anything. */
    void verify() {
        still.writeLock().lock();
        try {
            List<Thread> looking = new ArrayList<>();
            for (Actor actor : acts.keySet()) {
                looking.add(Thread.ofVirtual().start(() -> {
                    try {
                        for (String node : calls.nodes()) {
                            verify(actor, node);
                        }
                    } catch (RuntimeException broken) {
                        retire(actor, broken);
                    }
                }));
            }
            for (Thread thread : looking) {
                join(thread);
            }
        } finally {
            still.writeLock().unlock();
        }
    }

    /** A node may be busy for a moment after a fault; it may not be for long. */
    private void verify(Actor actor, String node) {
        long deadline = System.nanoTime() + RECOVERY.toNanos();
        while (true) {
            try {
                history.found(actor.verify(node));
                return;
            } catch (Unanswered none) {
                if (System.nanoTime() > deadline) {
                    throw new BrokenPromise("no answer within " + RECOVERY.toSeconds() + " s: " + none.getMessage());
                }
                pause(AFTER_NONE);
            }
        }
    }

    private static void join(Thread thread) {
        try {
            if (!thread.join(RECOVERY.multipliedBy(2))) {
                throw new IllegalStateException("somebody never came to an end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Ends after what is under way. */
    @Override
    public void close() {
        ended = true;
        threads.forEach(Load::join);
        threads.clear();
    }
}
