package vouchsafe.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import vouchsafe.db.Transactions;

/**
 * What a durable act is made of: work that is done in whole or not at all, the event that says so, stored with it, and the
 * time at which it happens.
 */
public final class DurableActs {
    private final Transactions transactions;
    private final AuditLog audit;
    private final InstantSource clock;

    DurableActs(Transactions transactions, AuditLog audit, InstantSource clock) {
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Does the work in one transaction and passes on what it answers; see {@link Transactions#call}. */
    public <T> T call(Supplier<T> work) {
        return transactions.call(work);
    }

    /** Does the work in one transaction. */
    public void run(Runnable work) {
        transactions.run(work);
    }

    /** Does work that may undo itself at its end; see {@link Transactions#callOrUndo}. */
    public <T> T callOrUndo(Function<Runnable, T> work) {
        return transactions.callOrUndo(work);
    }

    /** Stores what was done, within the transaction that does it. */
    public void record(AuditEvent event) {
        audit.record(event);
    }

    /** Stores many events in one statement, within the transaction that does what they tell. */
    public void record(List<AuditEvent> events) {
        audit.record(events);
    }

    /** The time now. */
    public Instant now() {
        return clock.instant();
    }
}
