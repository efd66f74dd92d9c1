package vouchsafe.projects;

/**
 * What an operator sets for projects.
 *
 * @param memberCap how many active members a project may have before it is approved, its coordinator included
 */
public record ProjectSettings(int memberCap) {
    /** The cap members and coordinators are told of everywhere. */
    public static final ProjectSettings DEFAULT = new ProjectSettings(20);

    /** Refuses a cap nobody could test with. */
    public ProjectSettings {
        if (memberCap < 1) {
            throw new IllegalArgumentException("the member cap of projects in development must be at least 1");
        }
    }
}
