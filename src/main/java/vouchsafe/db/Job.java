package vouchsafe.db;

import java.time.Duration;
import java.time.Instant;

/**
 * A kind of durable work that a room can do. Rooms offer their jobs as beans; {@link Jobs} asks for them to be done.
 *
 * <p>Contract: work that was asked for in a committed transaction is done at least once, by one node at a time, also after
 * a crash. So work must be safe to repeat. It runs without a transaction of its own, and must hold no
 * connection while it waits for the outside world. An exception means: log it and try again later.
 */
public sealed interface Job {
    /** Unique name, stored with every piece of waiting work: never renamed. */
    String name();

    /** Work that is asked for one piece at a time. */
    record OnDemand(String name, Work work) implements Job {}

    /** Work that is done by one node of the cluster, again and again, with this pause after each run. */
    record Repeated(String name, Duration pause, Runnable work) implements Job {}

    /** The work on one piece. */
    @FunctionalInterface
    interface Work {
        /**
         * Does one piece of work.
         *
         * @param piece what {@link Jobs#queue} was given, usually a row id
         */
        Outcome run(String piece) throws Exception;
    }

    /** How one piece of work ended. */
    sealed interface Outcome {
        /** Nothing is left to do. */
        record Done() implements Outcome {}

        /** The same piece again, not before this time. */
        record TryAgain(Instant at) implements Outcome {}
    }
}
