package vouchsafe.db;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Work that is done in whole or not at all: an exception undoes it. It joins the caller's transaction where there is one,
 * and is then stored or undone with that.
 */
public final class Transactions {
    private final TransactionTemplate template;

    Transactions(PlatformTransactionManager manager) {
        this.template = new TransactionTemplate(manager);
    }

    /** Does the work and passes on what it answers. */
    public <T> T call(Supplier<T> work) {
        return Objects.requireNonNull(template.execute(status -> {
            T answer = work.get();
            storeAlong(status);
            return answer;
        }));
    }

    /** Does the work. */
    public void run(Runnable work) {
        template.executeWithoutResult(status -> {
            work.run();
            storeAlong(status);
        });
    }

    /** Does work that may find out at its end that nothing of it shall be; it then runs what it is given, and answers all the same. */
    public <T> T callOrUndo(Function<Runnable, T> work) {
        return Objects.requireNonNull(template.execute(status -> {
            T answer = work.apply(status::setRollbackOnly);
            storeAlong(status);
            return answer;
        }));
    }

    private static void storeAlong(TransactionStatus status) {
        if (status.isNewTransaction() && !status.isRollbackOnly()) {
            AlongWithActs.run();
        }
    }
}
