package vouchsafe.db;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import vouchsafe.Answer;
import vouchsafe.web.CurrentRequest;

/**
 * Counts the statements that each request of this JVM's server sends to PostgreSQL, as the driver itself logs them. The
 * driver logs on the thread that asks, which knows its request.
 *
 * <p>Counts of one request vary a little: the pool may ask whether a connection that rested is still there, and a
 * statement that requests of one moment share counts for one of them only. So compare the most of a few requests with
 * the fewest of a few others.
 */
public final class Statements implements AutoCloseable {
    private static final String EXECUTE = "FE=> Execute(";
    private static final int FEW = 5;
    private static final Logger DRIVER = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");
    private static int counting;
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final Handler counter = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            String request = CurrentRequest.get().id();
            if (request != null && String.valueOf(entry.getMessage()).contains(EXECUTE)) {
                counts.computeIfAbsent(request, none -> new AtomicInteger()).incrementAndGet();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    public Statements() {
        counter.setLevel(Level.ALL);
        DRIVER.addHandler(counter);
        begun();
    }

    /** Classes run side by side, so several may count: the first one makes the driver talk. */
    private static synchronized void begun() {
        if (counting++ == 0) {
            DRIVER.setUseParentHandlers(false);
            DRIVER.setLevel(Level.ALL);
        }
    }

    /** The last one that counts makes the driver silent again. */
    private static synchronized void ended() {
        if (--counting == 0) {
            DRIVER.setLevel(null);
            DRIVER.setUseParentHandlers(true);
        }
    }

    /** How many statements the request behind this answer sent. */
    public int of(Answer answer) {
        AtomicInteger count = counts.get(answer.header("X-Request-Id").orElseThrow());
        return count == null ? 0 : count.get();
    }

    /** The most statements that one of a few such requests took. */
    public int most(Supplier<Answer> request) {
        return few(request).max().orElseThrow();
    }

    /** The fewest statements that one of a few such requests took. */
    public int fewest(Supplier<Answer> request) {
        return few(request).min().orElseThrow();
    }

    private IntStream few(Supplier<Answer> request) {
        return IntStream.range(0, FEW).map(time -> of(request.get()));
    }

    @Override
    public void close() {
        DRIVER.removeHandler(counter);
        ended();
    }
}
