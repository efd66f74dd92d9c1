package vouchsafe.bench;

/** What one connection asks, request after request. Used by one thread only. */
interface Script {
    /** The next request, complete with headers. */
    byte[] request();

    /**
     * Reads the answer to it.
     *
     * @return whether one unit of work is complete
     * @throws IllegalStateException where the answer is not the one a working server gives
     */
    boolean answered(Answer answer);
}
