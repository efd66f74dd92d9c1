package vouchsafe.files;

/** The outcome of an upload. */
public sealed interface Kept {
    /** It is a file now. */
    record Yes(DataFile file) implements Kept {}

    /** The member left the project while it came in; nothing is kept. */
    record Ended() implements Kept {}

    /**
     * The bytes are not those that the metadata describe; nothing is kept.
     *
     * @param message for the field {@code metadata}
     */
    record Mismatch(String message) implements Kept {}
}
