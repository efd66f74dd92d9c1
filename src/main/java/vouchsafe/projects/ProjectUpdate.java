package vouchsafe.projects;

/** The outcome of storing an edited form. */
public sealed interface ProjectUpdate {
    /** The project as it is now. */
    Project project();

    /** Everything took effect. */
    record Saved(Project project) implements ProjectUpdate {}

    /**
     * The request to members of an approved project stays as it was until a reviewer accepts the change; everything
     * else took effect.
     */
    record WaitsForReview(Project project, Requested proposed) implements ProjectUpdate {}
}
