package vouchsafe.projects;

/** What storing an edited form came to. */
public sealed interface ProjectUpdate {
    /** The project as it is now. */
    Project project();

    /** Everything took effect. */
    record Saved(Project project) implements ProjectUpdate {}

    /**
     * What the approved project asks of members stays as it was until a reviewer accepts the change; everything else took
     * effect.
     */
    record WaitsForReview(Project project, Requested proposed) implements ProjectUpdate {}
}
