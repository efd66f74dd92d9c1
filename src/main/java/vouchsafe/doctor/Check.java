package vouchsafe.doctor;

import java.time.Duration;
import java.util.List;

/** One question to an installation. It changes nothing, and is answered within its deadline or given up. */
interface Check {
    /** The part that it looks at. */
    Area area();

    /** Its subject, for a sentence such as "... was not looked at". */
    String subject();

    /** The time it may take; waits inside it end before. */
    default Duration deadline() {
        return Duration.ofSeconds(30);
    }

    /** Looks. An exception means that the check itself failed. */
    Outcome look(Installation installation) throws Exception;

    /** How a check ended. */
    sealed interface Outcome {
        /** It was looked at; nothing is wrong where there are no findings. */
        record Looked(List<Finding> findings) implements Outcome {}

        /** It could not be looked at, which is not wrong in itself. */
        record NotLooked(String why) implements Outcome {}
    }

    /** What was found. */
    static Outcome found(List<Finding> findings) {
        return new Outcome.Looked(List.copyOf(findings));
    }

    /** What was found. */
    static Outcome found(Finding... findings) {
        return new Outcome.Looked(List.of(findings));
    }

    /** Why nothing was looked at. */
    static Outcome notLooked(String why) {
        return new Outcome.NotLooked(why);
    }
}
