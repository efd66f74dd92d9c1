package vouchsafe.db;

/**
 * What is stored along with everything that a thread stores in a transaction, for those who must know afterwards whether
 * anything was.
 */
public final class AlongWithActs {
    private static final ScopedValue<Runnable> ALONG = ScopedValue.newInstance();

    private AlongWithActs() {}

    /** Does the work; each of its transactions runs this at its end, and is undone where this fails. */
    public static <T, X extends Throwable> T call(Runnable along, ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(ALONG, along).call(work);
    }

    static void run() {
        if (ALONG.isBound()) {
            ALONG.get().run();
        }
    }
}
