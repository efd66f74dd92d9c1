package vouchsafe.accounts;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The transactions of the session store: each change has one of its own, as the library wants it. A session is read by one
 * statement, which needs none; the two more round trips were a tenth of what a code flow cost the database.
 */
final class SessionTransactions implements TransactionOperations {
    private static final ScopedValue<Boolean> READING = ScopedValue.newInstance();
    private static final ScopedValue<Boolean> JOINING = ScopedValue.newInstance();

    private final TransactionOperations changes;
    private final TransactionOperations callers;

    SessionTransactions(PlatformTransactionManager transactions) {
        TransactionTemplate own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.changes = own;
        this.callers = new TransactionTemplate(transactions);
    }

    /** Runs what asks the store for one session. */
    static <T> T reading(Supplier<T> read) {
        return ScopedValue.where(READING, true).call(read::get);
    }

    /** Runs a change as a part of the caller's transaction. */
    static void joining(Runnable change) {
        ScopedValue.where(JOINING, true).run(change);
    }

    @Override
    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
        if (READING.isBound()) {
            return TransactionOperations.withoutTransaction().execute(action);
        }
        return (JOINING.isBound() ? callers : changes).execute(action);
    }
}
