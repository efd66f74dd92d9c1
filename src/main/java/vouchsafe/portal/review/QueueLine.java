package vouchsafe.portal.review;

import java.time.Instant;
import java.util.UUID;
import vouchsafe.projects.Project;

/**
 * One thing that waits for a reviewer.
 *
 * @param since when it was asked
 * @param own whether the reader runs the project, so that others must decide
 */
public record QueueLine(Project project, Instant since, boolean own) {
    QueueLine(Project project, Instant since, UUID readerId) {
        this(project, since, project.coordinatorId().equals(readerId));
    }
}
