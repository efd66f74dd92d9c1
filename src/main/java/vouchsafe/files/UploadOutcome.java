package vouchsafe.files;

/** The outcome of an upload. */
public sealed interface UploadOutcome {
    /** It is a file now. */
    record Kept(DataFile file) implements UploadOutcome {}

    /** The member left the project while it came in; nothing is kept. */
    record Ended() implements UploadOutcome {}

    /** The bytes are not those that the metadata describe; nothing is kept. */
    record Mismatch(DigestMismatch difference) implements UploadOutcome {}

    /** It does not fit into the member's or the project's room; nothing is kept. */
    record Full(QuotaReached reason) implements UploadOutcome {}
}
