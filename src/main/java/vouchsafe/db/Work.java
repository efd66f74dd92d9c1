package vouchsafe.db;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * Kinds of work, each with connections of its own, so that a crowd at one does not keep the others from being served: a
 * hundred uploads that begin at once wait for each other, and refreshes go on. Work of no stated kind is
 * {@link #PAGES}.
 */
public enum Work {
    /** Statements that many share (see {@link Batcher}): short, and never waiting for a row. */
    TOGETHER(4, 1),
    /** Token and revocation endpoints, where they ask alone. */
    TOKENS(3, 1),
    /** Pages and calls of programs. */
    PAGES(5, 1),
    /** Uploads and downloads: many at once, and patient. */
    FILES(2, 5),
    /** Durable work in the background. */
    JOBS(2, 5);

    private static final ScopedValue<Work> CURRENT = ScopedValue.newInstance();
    private static final int SHARES = 16;

    private final int share;
    private final int patience;

    Work(int share, int patience) {
        this.share = share;
        this.patience = patience;
    }

    /** The word for those who look after the server. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of work of this thread. */
    static Work current() {
        return CURRENT.orElse(PAGES);
    }

    /** How many of so many connections are this one's, at least one; what a division leaves over is of {@link #PAGES}. */
    int of(int connections) {
        if (this != PAGES) {
            return Math.max(1, connections * share / SHARES);
        }
        int others = 0;
        for (Work other : values()) {
            others += other == PAGES ? 0 : other.of(connections);
        }
        return Math.max(1, connections - others);
    }

    /** How many times longer than others this one waits for a connection. */
    int patience() {
        return patience;
    }

    /** Does something as work of this kind. */
    public <T, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    /** Does something as work of this kind. */
    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    <T> T get(Supplier<T> work) {
        return call(work::get);
    }
}
