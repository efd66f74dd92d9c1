package vouchsafe.db;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import vouchsafe.Answer;
import vouchsafe.web.CurrentRequest;

/**
 * Counts the statements that each request of this JVM's server sends to PostgreSQL, as the driver itself logs them. The
 * driver logs on the thread that asks, which knows its request.
 */
public final class Statements implements AutoCloseable {
    private static final String EXECUTE = "FE=> Execute(";
    private final Logger driver = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");
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
        driver.setUseParentHandlers(false);
        driver.setLevel(Level.ALL);
        driver.addHandler(counter);
    }

    /** How many statements the request behind this answer sent. */
    public int of(Answer answer) {
        AtomicInteger count = counts.get(answer.header("X-Request-Id").orElseThrow());
        return count == null ? 0 : count.get();
    }

    @Override
    public void close() {
        driver.removeHandler(counter);
        driver.setLevel(null);
        driver.setUseParentHandlers(true);
    }
}
