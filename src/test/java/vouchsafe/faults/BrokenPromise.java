package vouchsafe.faults;

/** What a service was asked afterwards contradicts what it had answered for. */
final class BrokenPromise extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenPromise(String what) {
        super(what);
    }
}
