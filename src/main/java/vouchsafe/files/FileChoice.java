package vouchsafe.files;

/** A choice among a member's files. */
public sealed interface FileChoice {
    /** This one, regardless of its uploader. */
    record Own(long id) implements FileChoice {}

    /** All of them. */
    record All() implements FileChoice {}

    /** All of one project. */
    record OfProject(int projectId) implements FileChoice {}

    /** This one, if the project uploaded it. */
    record UploadedById(int projectId, long id) implements FileChoice {}

    /** Those of this name that the project uploaded. */
    record UploadedByName(int projectId, String basename) implements FileChoice {}

    /** All that the project uploaded. */
    record Uploaded(int projectId) implements FileChoice {}
}
