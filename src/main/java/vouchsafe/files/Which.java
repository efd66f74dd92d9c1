package vouchsafe.files;

/** A choice among a member's files. */
public sealed interface Which {
    /** This one, regardless of its uploader. */
    record Own(long id) implements Which {}

    /** All of them. */
    record All() implements Which {}

    /** All of one project. */
    record OfProject(int projectId) implements Which {}

    /** This one, if the project uploaded it. */
    record UploadedById(int projectId, long id) implements Which {}

    /** Those of this name that the project uploaded. */
    record UploadedByName(int projectId, String basename) implements Which {}

    /** All that the project uploaded. */
    record Uploaded(int projectId) implements Which {}
}
