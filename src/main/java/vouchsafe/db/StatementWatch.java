package vouchsafe.db;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vouchsafe.metrics.Counts;
import vouchsafe.metrics.Metrics;
import vouchsafe.metrics.Tracing;

/**
 * Says which statements are slow, and tells traces of all. A statement has the name of the method that asks it, which is looked
 * up only where somebody wants to know.
 */
final class StatementWatch {
    private static final long PAUSE_NANOSECONDS = Duration.ofSeconds(10).toNanos();
    private static final int DEEPEST = 100;
    private static final String HOUSE = "vouchsafe.";
    private static final String HERE = StatementWatch.class.getPackageName() + '.';
    private static final String TRACING = Tracing.class.getName();
    private static final StackWalker STACK = StackWalker.getInstance();
    private static final Logger log = LoggerFactory.getLogger(StatementWatch.class);

    private final long slow;
    private final Counts slowOnes;
    private final Tracing tracing;
    private final ConcurrentMap<String, Told> told = new ConcurrentHashMap<>();

    /** When a statement was told last, and how many slow ones of its name came since. */
    private static final class Told {
        private final AtomicLong at = new AtomicLong(System.nanoTime() - PAUSE_NANOSECONDS);
        private final AtomicLong untold = new AtomicLong();
    }

    StatementWatch(DatabaseSettings settings, Metrics metrics, Tracing tracing) {
        this.slow = settings.slowStatement().toNanos();
        this.slowOnes =
                metrics.counts("vouchsafe.statements.slow", "Statements that took longer than slow-statement says");
        this.tracing = tracing;
    }

    /**
     * A statement has ended just now.
     *
     * @param started when it was sent, by the clock of {@link System#nanoTime}
     */
    void ended(long started, Optional<RuntimeException> failure) {
        long took = System.nanoTime() - started;
        Supplier<String> name = StatementWatch::name;
        tracing.statement(name, took, failure.map(each -> each.getClass().getSimpleName()));
        if (took >= slow) {
            slowOnes.add();
            tell(name.get(), took, failure.isPresent() ? "failed" : "done");
        }
    }

    /** One line in ten seconds for each name: a database that is slow is slow for everybody. */
    private void tell(String name, long took, String result) {
        Told last = told.computeIfAbsent(name, first -> new Told());
        long at = last.at.get();
        long now = System.nanoTime();
        if (now - at >= PAUSE_NANOSECONDS && last.at.compareAndSet(at, now)) {
            log.warn(
                    "event=statement.slow statement={} ms={} work={} result={} others={}",
                    name,
                    Duration.ofNanos(took).toMillis(),
                    Work.current().word(),
                    result,
                    last.untold.getAndSet(0));
        } else {
            last.untold.incrementAndGet();
        }
    }

    /** The method of a room that asks, such as {@code oauth.FamilyTable.refresh}; of this room where no other does. */
    private static String name() {
        return STACK.walk(frames -> frames.limit(DEEPEST)
                        .filter(frame -> frame.getClassName().startsWith(HOUSE))
                        .filter(frame -> !frame.getClassName().startsWith(HERE))
                        .filter(frame -> !frame.getClassName().equals(TRACING))
                        .findFirst()
                        .map(StatementWatch::name))
                .orElse("db");
    }

    private static String name(StackWalker.StackFrame frame) {
        String type = frame.getClassName().substring(HOUSE.length());
        String method = frame.getMethodName();
        if (method.startsWith("lambda$")) {
            method = method.substring("lambda$".length(), method.lastIndexOf('$'));
        }
        return type + '.' + method;
    }
}
