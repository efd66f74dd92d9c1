package vouchsafe.faults;

/** Something that happens to services, and what this one promises then. */
interface Fault {
    /** As it is named on the command line and in {@code docs/reliability.md}. */
    String name();

    /** What holds whenever it happens, in a sentence. */
    String promise();

    /** How often it happens in a run by hand; a run of all tests sees it {@link #few} times. */
    int many();

    default int few() {
        return 1;
    }

    /** Whether this machine lets it happen: some take more rights than everybody has. */
    default boolean possible() {
        return true;
    }

    /** Brings up a service, lets it happen, and has everything looked up that was answered for. */
    void run(Trial trial) throws Exception;
}
