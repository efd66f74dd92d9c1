package vouchsafe.faults;

/** Nobody said what became of a request: the connection broke, nothing came in time, or the service asked to come back. */
final class Unanswered extends Exception {
    private static final long serialVersionUID = 1L;

    Unanswered(String what) {
        super(what);
    }
}
