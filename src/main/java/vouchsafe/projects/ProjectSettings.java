package vouchsafe.projects;

import java.time.Duration;

/**
 * An operator's settings for projects.
 *
 * @param memberCap how many active members a project may have before it is approved, its coordinator included
 * @param erasureDeadline how long a project has to erase the data of a member who asked for it, and to confirm that
 */
public record ProjectSettings(int memberCap, Duration erasureDeadline) {
    /** Refuses a cap too small to test with. */
    public ProjectSettings {
        if (memberCap < 1) {
            throw new IllegalArgumentException("the member cap of projects in development must be at least 1");
        }
        if (erasureDeadline.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("projects need at least a day to erase data");
        }
    }
}
