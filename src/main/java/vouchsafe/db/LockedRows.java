package vouchsafe.db;

/** The way of a statement with rows that another transaction holds. */
public enum LockedRows {
    /** It leaves them out: for a statement that many share (see {@link Batcher}). */
    SKIPPED(" SKIP LOCKED"),
    /** It waits for them as long as the database lets it, for a thread that asks alone. */
    AWAITED("");

    private final String clause;

    LockedRows(String clause) {
        this.clause = clause;
    }

    /** The words after {@code FOR UPDATE} and its kind. */
    public String clause() {
        return clause;
    }
}
